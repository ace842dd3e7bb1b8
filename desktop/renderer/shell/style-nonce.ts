declare global {
  interface Window {
    /** Read by get-nonce, through which the scroll lock of dialogs adds its style tag. */
    __webpack_nonce__?: string;
  }
}

/** Nonce of this answer's policy, as the page server wrote it into the document; style tags without it are refused. */
export function readStyleNonce(): string {
  return document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? "";
}

export function allowStyleTags(nonce: string): void {
  window.__webpack_nonce__ = nonce;
}
