/** The core's two parts where all is one file: the page's thread has them, and hands them to the worker. */

export interface CoreParts {
  readonly first: Uint8Array<ArrayBuffer>;
  readonly rest: Uint8Array<ArrayBuffer>;
}

let give: (parts: CoreParts) => void = () => undefined;
const given = new Promise<CoreParts>((resolve) => {
  give = resolve;
});

/** Where the parts come from; they are deflated. */
export function take(parts: CoreParts): void {
  give(parts);
}

const inflated = (bytes: Uint8Array<ArrayBuffer>): Response =>
  new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')), {
    headers: { 'Content-Type': 'application/wasm' },
  });

export const first = async (): Promise<Response> => inflated((await given).first);
export const rest = async (): Promise<Response> => inflated((await given).rest);
