/**
 * Parses an address from outside without throwing. (URL.parse does the same from Node 22 on; the
 * oldest Electron we run on has Node 20.)
 */
export function parseAddress(text: unknown): URL | undefined {
  return typeof text === "string" && URL.canParse(text) ? new URL(text) : undefined;
}
