/**
 * The policy that the built pages live under: nothing but their own files, and wasm.
 * It is put in at build, because the development server injects inline styles.
 */

export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  // A view is made a picture by way of an image that the page writes itself.
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  // What is shared is shown as it will be, in a frame.
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
