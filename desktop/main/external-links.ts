import { parseAddress } from "./address.ts";

/**
 * Whether a link may be handed to the person's browser: https only. Anything else (file:, javascript:,
 * custom schemes of other programs) could start a program, and http can be rewritten on the way.
 *
 * @param link whatever the page or a deep link contains
 */
export function isExternalLink(link: unknown): link is string {
  if (typeof link !== "string" || link.length > 2_048) return false;
  const url = parseAddress(link);
  return (
    url !== undefined &&
    url.protocol === "https:" &&
    url.hostname !== "" &&
    url.username === "" &&
    url.password === ""
  );
}
