/** The buffers of what is answered, which move to the other thread instead of being copied. */
export function transferable(answer: unknown, found = new Set<ArrayBuffer>()): ArrayBuffer[] {
  if (ArrayBuffer.isView(answer)) {
    if (answer.buffer instanceof ArrayBuffer) found.add(answer.buffer);
  } else if (typeof answer === 'object' && answer !== null)
    for (const part of Object.values(answer)) transferable(part, found);
  return [...found];
}
