/**
 * The policy that the frame lives under: its own server's files, and wasm.
 *
 * The script writes it, before anything else is loaded, and names the server: in a frame without an origin of its own WebKit takes
 * `'self'` for nothing at all, so that a policy in the page would forbid the page's own script there.
 */

/** The policy's text. The worker of a frame without an origin is a text that the one file holds. */
export function policyOf(server: string): string {
  return [
    "default-src 'none'",
    `script-src ${server} 'wasm-unsafe-eval'`,
    `style-src ${server}`,
    `img-src ${server} data:`,
    `connect-src ${server}`,
    `worker-src ${server} blob:`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

export function enforcePolicy(): void {
  // A file has no server, and while the frame is edited the tools' own scripts run in it.
  if (location.origin === 'null' || import.meta.env.DEV) return;
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  // In a sandbox, too, this is where the page came from, and not the origin that it was given.
  meta.content = policyOf(location.origin);
  document.head.append(meta);
}
