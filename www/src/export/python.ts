/** Numbers as Python reads them back to the bit: literals where a reader may look at them, base64 where they are many. */

/** More numbers than this are packed: nobody reads them, and as text they would take twice the bytes. */
export const MOST_LITERALS = 6000;
/** Width of the lines that numbers are laid out in. */
const WIDTH = 100;

/** The shortest decimal that a single-precision number is nearest to. */
export function single(value: number): string {
  for (let digits = 1; digits < 9; digits += 1) {
    const text = Number(value.toPrecision(digits));
    if (Math.fround(text) === value) return String(text);
  }
  return String(Number(value.toPrecision(9)));
}

/** Items in lines of some width. */
export function wrapped(items: readonly string[], indent: string): string {
  const lines: string[] = [];
  let line = indent;
  for (const item of items) {
    if (line.length + item.length + 1 > WIDTH && line !== indent) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${item}, `;
  }
  if (line !== indent) lines.push(line.trimEnd());
  return lines.join('\n');
}

function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  // As many bytes at a time as a call may have arguments; a multiple of three, so that parts join.
  for (let at = 0; at < bytes.length; at += 24_576)
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 24_576))));
  return (parts.join('').match(/.{1,100}/g) ?? []).join('\n');
}

/** Little-endian, whatever this machine is. */
function bytesOf(values: ArrayLike<number>, size: 2 | 4): Uint8Array {
  const view = new DataView(new ArrayBuffer(size * values.length));
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    if (size === 4) view.setFloat32(4 * index, value, true);
    else view.setInt16(2 * index, value, true);
  }
  return new Uint8Array(view.buffer);
}

export function isPacked(count: number): boolean {
  return count > MOST_LITERALS;
}

/** A matrix of single-precision numbers, row by row, as an expression that makes a tensor. */
export function matrix(values: Float32Array, columns: number, indent = ''): string {
  if (isPacked(values.length))
    return `unpack("float32", """\n${base64(bytesOf(values, 4))}""").reshape(-1, ${columns})`;
  const rows = Array.from({ length: values.length / columns }, (_, row) => {
    const items = Array.from(values.subarray(row * columns, (row + 1) * columns), single);
    const line = `${indent}    [${items.join(', ')}],`;
    return line.length <= WIDTH
      ? line
      : `${indent}    [\n${wrapped(items, `${indent}        `)}\n${indent}    ],`;
  });
  return rows.length === 0 ? `torch.empty(0, ${columns})` : `torch.tensor([\n${rows.join('\n')}\n${indent}])`;
}

/** A list of single-precision numbers as an expression that makes a tensor. */
export function vector(values: Float32Array, indent = ''): string {
  if (isPacked(values.length)) return `unpack("float32", """\n${base64(bytesOf(values, 4))}""")`;
  const items = Array.from(values, single);
  const line = `torch.tensor([${items.join(', ')}])`;
  return line.length + indent.length <= WIDTH
    ? line
    : `torch.tensor([\n${wrapped(items, `${indent}    `)}\n${indent}])`;
}

/** Rows of a set as an expression that makes a tensor of whole numbers; a set has at most 20,000. */
export function rows(values: readonly number[]): string {
  if (values.length === 0) return 'torch.empty(0, dtype=torch.long)';
  return isPacked(values.length)
    ? `unpack("int16", """\n${base64(bytesOf(values, 2))}""").long()`
    : `torch.tensor([\n${wrapped(values.map(String), '    ')}\n])`;
}

/** What the packed numbers are read with. */
export const UNPACK = `def unpack(dtype, text):
    """Numbers from their little-endian bytes in base64."""
    return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=getattr(torch, dtype))`;
