/** A part of the core: deflated, in base64. */
declare module '*.wasm?deflated' {
  const text: string;
  export default text;
}
