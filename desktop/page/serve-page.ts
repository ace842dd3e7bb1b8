import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { contentSecurityPolicy } from "./content-security-policy.ts";
import { pageFile } from "./page-file.ts";

/** One request for the page, however it came: over plant://app or over http on loopback. */
export interface PageRequest {
  method: string;
  /** Host the caller believes to talk to, with its port: the Host header, or the authority of a plant: address. */
  host: string;
  /** Path and query as they were sent: not decoded, not normalised. */
  target: string;
}

export interface PageSite {
  /** Absolute folder of the built page. */
  bundleRoot: string;
  /** The one host this page is served under. Any other is refused, which also defeats DNS rebinding. */
  host: string;
  /** Where the engine listens, e.g. `ws://127.0.0.1:48123`. */
  webSocketOrigin: string;
}

export interface PageAnswer {
  status: 200 | 400 | 404 | 405;
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer>;
}

/** Stands in index.html wherever the page needs the nonce of its own style tags. */
const noncePlaceholder = "__NONCE__";

/**
 * Answers a request for a file of the built page. GET only, one host, nothing outside the bundle;
 * addresses of the app's own routes get index.html. Every answer carries the whole set of security
 * headers, refusals too.
 */
export async function servePage(request: PageRequest, site: PageSite): Promise<PageAnswer> {
  const nonce = randomBytes(18).toString("base64");
  const headers = securityHeaders(nonce, site.webSocketOrigin);

  if (request.method !== "GET") {
    return refusal(405, "Only GET is answered here.", { ...headers, allow: "GET" });
  }
  if (request.host !== site.host) return refusal(400, "Wrong host.", headers);
  const found = pageFile(site.bundleRoot, request.target.split(/[?#]/, 1)[0] ?? "");
  if (found.kind === "refused") return refusal(404, "Not found.", headers);

  const content = await readBundleFile(found.file);
  if (content === undefined) return refusal(404, "Not found.", headers);
  const isDocument = path.extname(found.file) === ".html";
  return {
    status: 200,
    headers: {
      ...headers,
      "content-type": found.mimeType,
      // Built assets carry a hash in their name; everything else may change with an update.
      "cache-control": /[\\/]assets[\\/]/.test(found.file)
        ? "public, max-age=31536000, immutable"
        : "no-store",
    },
    body: isDocument ? withNonce(content, nonce) : content,
  };
}

function securityHeaders(nonce: string, webSocketOrigin: string): Record<string, string> {
  return {
    "content-security-policy": contentSecurityPolicy(nonce, webSocketOrigin),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  };
}

function refusal(
  status: 400 | 404 | 405,
  text: string,
  headers: Record<string, string>,
): PageAnswer {
  return {
    status,
    headers: {
      ...headers,
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
    },
    body: new TextEncoder().encode(text),
  };
}

function withNonce(html: Uint8Array, nonce: string): Uint8Array<ArrayBuffer> {
  const text = new TextDecoder().decode(html);
  return new TextEncoder().encode(text.replaceAll(noncePlaceholder, nonce));
}

async function readBundleFile(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "EISDIR" || code === "ENOTDIR" || code === "ENAMETOOLONG")
      return undefined;
    throw error;
  }
}
