/** The claims of `docs/claims.md`, as a lesson shows them. */

export interface Row {
  readonly label: string;
  readonly found: string;
}

export interface Experiment {
  /** What tells it from the claim's other experiments; empty where there is one. */
  readonly label: string;
  readonly link: string;
}

export interface Claim {
  readonly id: string;
  readonly statement: string;
  readonly rows: readonly Row[];
  readonly how: string;
  readonly seeds: string;
  readonly source: string;
  readonly experiments: readonly Experiment[];
}

/** What a claim says in another language; its figures come from `docs/claims.md` alone. */
export interface Translation {
  readonly statement: string;
  readonly how: string;
  readonly rows: Readonly<Record<string, string>>;
  /** By the English label; where there is none, the experiments are numbered. */
  readonly experiments?: Readonly<Record<string, string>>;
}

function field(lines: readonly string[], name: string): string {
  return lines.find((line) => line.startsWith(`- ${name}: `))?.slice(name.length + 4) ?? '';
}

/** Every claim that the document holds, by its id. */
export function readClaims(document: string): ReadonlyMap<string, Claim> {
  const claims = new Map<string, Claim>();
  for (const part of document.split(/^## /m).slice(1)) {
    const lines = part.split('\n').map((line) => line.trim());
    const [id = '', ...rest] = lines;
    const rows = rest
      .map((line) => /^\| (.*?) \| (.*?) \|$/.exec(line))
      .flatMap((match) => (match === null ? [] : [{ label: match[1] ?? '', found: match[2] ?? '' }]))
      .filter(({ label }) => label !== 'figure');
    const experiments = rest
      .map((line) => /^- Experiment(?: \((.*)\))?: `#(.*)`$/.exec(line))
      .flatMap((match) => (match === null ? [] : [{ label: match[1] ?? '', link: match[2] ?? '' }]));
    claims.set(id, {
      id,
      statement: rest.find((line) => line !== '' && !/^[|-]/.test(line)) ?? '',
      rows,
      how: field(rest, 'How'),
      seeds: field(rest, 'Seeds'),
      source: field(rest, 'Source'),
      experiments,
    });
  }
  return claims;
}

function texts(value: unknown): Record<string, string> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value).map(([key, text]: [string, unknown]) => [key, text] as const);
  return entries.every((entry): entry is readonly [string, string] => typeof entry[1] === 'string')
    ? Object.fromEntries(entries)
    : undefined;
}

/** A claim in another language, or what is missing of it. */
export function translate(claim: Claim, json: string): Claim | readonly string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (error) {
    return [`not JSON: ${String(error)}`];
  }
  const from =
    typeof parsed === 'object' && parsed !== null ? (parsed as Readonly<Record<string, unknown>>) : {};
  const { statement, how } = from;
  const rows = texts(from['rows']) ?? {};
  const labels = texts(from['experiments'] ?? {}) ?? {};
  const wrong: string[] = [];
  if (typeof statement !== 'string' || statement === '') wrong.push('no “statement”');
  if (typeof how !== 'string' || how === '') wrong.push('no “how”');
  for (const { label } of claim.rows) if ((rows[label] ?? '') === '') wrong.push(`no row “${label}”`);
  for (const label of Object.keys(rows))
    if (!claim.rows.some((row) => row.label === label)) wrong.push(`the claim has no row “${label}”`);
  for (const label of Object.keys(labels))
    if (!claim.experiments.some((one) => one.label === label))
      wrong.push(`the claim has no experiment “${label}”`);
  if (wrong.length > 0 || typeof statement !== 'string' || typeof how !== 'string') return wrong;
  return {
    ...claim,
    statement,
    how,
    rows: claim.rows.map(({ label, found }) => ({ label: rows[label] ?? '', found })),
    experiments: claim.experiments.map(({ label, link }) => ({ label: labels[label] ?? '', link })),
  };
}
