/**
 * What the page may load and talk to (electron docs/tutorial/security.md, item 7). One string for
 * both ways a person sees the screens: plant://app in the window, http on loopback in a browser.
 * Nothing is allowed that is not named here; there is no 'unsafe-inline' and no 'unsafe-eval'.
 *
 * @param nonce value of the `nonce` attribute of the page's own style tags; new for every answer
 * @param webSocketOrigin where the engine listens, e.g. `ws://127.0.0.1:48123`
 * @throws TypeError when either could smuggle another directive into the header
 */
export function contentSecurityPolicy(nonce: string, webSocketOrigin: string): string {
  if (!/^[A-Za-z0-9+/=_-]{16,}$/.test(nonce)) {
    throw new TypeError("The nonce must be at least 16 base64 characters.");
  }
  if (!/^ws:\/\/127\.0\.0\.1:\d{1,5}$/.test(webSocketOrigin)) {
    throw new TypeError(`The engine must be on loopback, not at ${webSocketOrigin}.`);
  }
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${webSocketOrigin}`,
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
