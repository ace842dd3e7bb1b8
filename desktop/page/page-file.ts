import path from "node:path";

/** Everything a bundle of ours consists of. An extension that is not listed is not served. */
const mimeTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
};

export type PageFile =
  /** A file of the bundle, which may or may not exist. */
  | { kind: "file"; file: string; mimeType: string }
  /** An address of the app itself (`/machines/filler-1`): the app's index.html answers it. */
  | { kind: "route"; file: string; mimeType: string }
  /** Not an address of ours; `why` is for the log, never for the caller. */
  | { kind: "refused"; why: string };

/**
 * Which file of the bundle answers a path. Decides on the path alone and touches no disk.
 *
 * @param bundleRoot absolute folder of the built page
 * @param rawPath path of the request as it was sent, still percent-encoded, without query and hash
 */
export function pageFile(bundleRoot: string, rawPath: string): PageFile {
  const decoded = decodePath(rawPath);
  if (decoded === undefined) return { kind: "refused", why: "malformed percent-encoding" };
  if (!decoded.startsWith("/")) return { kind: "refused", why: "not an absolute path" };
  if (decoded.startsWith("//")) return { kind: "refused", why: "network path" };
  // Backslash and colon mean something to Windows (C:\, \\server\share, file:stream), and nothing in our bundle needs them.
  if (/[\0\\:]/.test(decoded)) return { kind: "refused", why: "NUL, backslash or colon" };
  if (decoded.includes("%")) return { kind: "refused", why: "encoded twice" };
  if (decoded.split("/").some((segment) => segment === "..")) {
    return { kind: "refused", why: "parent folder" };
  }

  const file = path.join(bundleRoot, ...decoded.split("/"));
  // Not startsWith: /bundle-old is no part of /bundle.
  const inside = path.relative(bundleRoot, file);
  if (inside.startsWith("..") || path.isAbsolute(inside)) {
    return { kind: "refused", why: "outside the bundle" };
  }

  const extension = path.extname(decoded).toLowerCase();
  if (extension === "") {
    return {
      kind: "route",
      file: path.join(bundleRoot, "index.html"),
      mimeType: mimeTypes[".html"] ?? "",
    };
  }
  const mimeType = mimeTypes[extension];
  if (mimeType === undefined) return { kind: "refused", why: `files ${extension} are not served` };
  return { kind: "file", file, mimeType };
}

function decodePath(rawPath: string): string | undefined {
  try {
    return decodeURIComponent(rawPath);
  } catch {
    return undefined;
  }
}
