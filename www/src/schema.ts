/** The core's table of fields: what an experiment holds, its ranges, defaults and effects. */

import raw from './generated/schema.json';

export type Scalar = number | string | boolean;
export type Value = Scalar | readonly Scalar[] | readonly (readonly number[])[];

/** One experiment, flat: a value for each path of the table. */
export type Settings = Readonly<Record<string, Value>>;

export type Kind =
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'real'; readonly min: number; readonly max: number; readonly log: boolean }
  | { readonly kind: 'flag' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'choices'; readonly options: readonly string[] }
  | { readonly kind: 'integers'; readonly min: number; readonly max: number; readonly longest: number }
  | { readonly kind: 'each_real'; readonly min: number; readonly max: number; readonly log: boolean }
  | { readonly kind: 'each_choice'; readonly options: readonly string[] }
  | { readonly kind: 'points'; readonly min: number; readonly max: number; readonly longest: number };

export type Effect = 'rebuild' | 'live' | 'view';

export interface Field {
  readonly path: string;
  readonly kind: Kind;
  readonly effect: Effect;
}

export interface Schema {
  readonly version: number;
  readonly fields: readonly Field[];
  readonly byPath: ReadonlyMap<string, Field>;
  readonly defaults: Settings;
}

type Bag = Readonly<Record<string, unknown>>;

function bag(value: unknown, what: string): Bag {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError(`schema.json: ${what} is not an object`);
  return { ...value };
}

function number(from: Bag, key: string): number {
  const value = from[key];
  if (typeof value !== 'number') throw new TypeError(`schema.json: ${key} is not a number`);
  return value;
}

function text(from: Bag, key: string): string {
  const value = from[key];
  if (typeof value !== 'string') throw new TypeError(`schema.json: ${key} is not a string`);
  return value;
}

function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`schema.json: ${what} is not a list`);
  return value;
}

/** A kind of the table, or nothing where the object is of another form (a rule, say). */
export function readKind(value: unknown): Kind | undefined {
  const from = bag(value, 'kind');
  const options = (): readonly string[] => list(from['options'], 'options').map(String);
  switch (from['kind']) {
    case 'integer':
      return { kind: 'integer', min: number(from, 'min'), max: number(from, 'max') };
    case 'real':
      return { kind: 'real', min: number(from, 'min'), max: number(from, 'max'), log: from['log'] === true };
    case 'flag':
      return { kind: 'flag' };
    case 'choice':
      return { kind: 'choice', options: options() };
    case 'choices':
      return { kind: 'choices', options: options() };
    case 'integers':
      return {
        kind: 'integers',
        min: number(from, 'min'),
        max: number(from, 'max'),
        longest: number(from, 'longest'),
      };
    case 'each_real':
      return {
        kind: 'each_real',
        min: number(from, 'min'),
        max: number(from, 'max'),
        log: from['log'] === true,
      };
    case 'each_choice':
      return { kind: 'each_choice', options: options() };
    case 'points':
      return {
        kind: 'points',
        min: number(from, 'min'),
        max: number(from, 'max'),
        longest: number(from, 'longest'),
      };
    default:
      return undefined;
  }
}

function readEffect(value: unknown): Effect {
  if (value === 'rebuild' || value === 'live' || value === 'view') return value;
  throw new TypeError(`schema.json: unknown effect ${String(value)}`);
}

/** A JSON value as a setting; the core writes nothing else into an experiment. */
export function readValue(value: unknown): Value {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (items.every((item) => Array.isArray(item)))
      return items.map((item) => list(item, 'point').map(Number));
    return items.map((item) => (typeof item === 'number' || typeof item === 'boolean' ? item : String(item)));
  }
  throw new TypeError(`schema.json: a setting cannot be ${String(value)}`);
}

/** The nested experiment, flat by the table's paths. */
export function flatten(experiment: unknown, fields: readonly Field[]): Settings {
  const settings: Record<string, Value> = {};
  for (const { path } of fields) {
    let at: unknown = experiment;
    for (const key of path.split('.')) at = bag(at, path)[key];
    settings[path] = readValue(at);
  }
  return settings;
}

/** The flat settings as the core's nested experiment. */
export function nest(settings: Settings, version: number): Record<string, unknown> {
  const experiment: Record<string, unknown> = { version };
  for (const [path, value] of Object.entries(settings)) {
    const keys = path.split('.');
    const last = keys.pop() ?? path;
    let at = experiment;
    for (const key of keys) {
      const inner = { ...bag(at[key] ?? {}, path) };
      at[key] = inner;
      at = inner;
    }
    at[last] = value;
  }
  return experiment;
}

export function readSchema(value: unknown): Schema {
  const from = bag(value, 'the schema');
  const fields = list(from['fields'], 'fields').map((item): Field => {
    const field = bag(item, 'field');
    const kind = readKind(field['kind']);
    if (kind === undefined) throw new TypeError(`schema.json: unknown kind of ${text(field, 'path')}`);
    return { path: text(field, 'path'), kind, effect: readEffect(field['effect']) };
  });
  return {
    version: number(from, 'version'),
    fields,
    byPath: new Map(fields.map((field) => [field.path, field])),
    defaults: flatten(from['defaults'], fields),
  };
}

export const schema: Schema = readSchema(raw);

/** The field at a path that the page's own tables name; a missing one is a mistake of the build. */
export function fieldAt(path: string): Field {
  const field = schema.byPath.get(path);
  if (field === undefined) throw new Error(`The schema has no field ${path}`);
  return field;
}
