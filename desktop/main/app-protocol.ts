import type { CustomScheme, Protocol } from "electron";
import { servePage, type PageSite } from "#desktop/page/serve-page.ts";
import { appHost, appScheme } from "./app-origin.ts";

/**
 * Our page has a scheme of its own (item 18): unlike file:, it has an origin, and only what
 * desktop/page serves can be reached through it. Must be registered before the app is ready.
 */
export const appSchemeDeclaration: CustomScheme = {
  scheme: appScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true },
};

/**
 * Answers plant://app/… from the built page.
 *
 * @param webSocketOrigin asked for every answer, since the engine's port may be chosen anew
 */
export function serveAppProtocol(
  protocol: Pick<Protocol, "handle">,
  bundleRoot: string,
  webSocketOrigin: () => string,
): void {
  protocol.handle(appScheme, async (request) =>
    answerAppRequest(request, { bundleRoot, host: appHost, webSocketOrigin: webSocketOrigin() }),
  );
}

/** @param request only method and address are looked at */
export async function answerAppRequest(
  request: Pick<Request, "method" | "url">,
  site: PageSite,
): Promise<Response> {
  const { host, target } = splitAddress(request.url);
  const answer = await servePage({ method: request.method, host, target }, site);
  return new Response(answer.body, { status: answer.status, headers: answer.headers });
}

/** Cuts the address by hand: a parser would resolve `..` before servePage sees it. */
function splitAddress(address: string): { host: string; target: string } {
  const [, host = "", target = "/"] = /^[a-z]+:\/\/([^/?#]*)(.*)$/is.exec(address) ?? [];
  return { host: host.toLowerCase(), target: target === "" ? "/" : target };
}
