import { z } from "zod";
import type { EngineAddress, UnisonBridge } from "#desktop/preload/bridge.ts";

declare global {
  interface Window {
    /** Given by the preload inside the app window; absent in a browser. */
    readonly unison?: UnisonBridge;
  }
}

const tokenKey = "unison.engine-token";
const address = z.object({
  url: z.string().startsWith("ws://127.0.0.1:"),
  token: z.string().min(1),
});

/** Token in `#token=…` of the address a browser was opened with, or undefined. */
export function tokenOfHash(hash: string): string | undefined {
  const token = new URLSearchParams(hash.replace(/^#/, "")).get("token");
  return token === null || token === "" ? undefined : token;
}

/**
 * Where the engine listens. In the app window the preload knows it; in a browser it is the host the page came from,
 * and the token of the start is taken out of the address into this tab's session storage.
 * Resolves to undefined when a browser was opened without a token.
 */
export async function findEngine(): Promise<EngineAddress | undefined> {
  if (window.unison !== undefined) return address.parse(await window.unison.engine());
  const fresh = tokenOfHash(window.location.hash);
  if (fresh !== undefined) {
    window.sessionStorage.setItem(tokenKey, fresh);
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
  }
  const token = fresh ?? window.sessionStorage.getItem(tokenKey);
  if (token === null) return undefined;
  return { url: `ws://${window.location.host}/rpc`, token };
}
