import { parseAddress } from "./address.ts";

/** The one scheme and host of our page in the window. */
export const appScheme = "plant";
export const appHost = "app";
/** Origin of our page as Chromium serialises it. */
export const appOrigin = `${appScheme}://${appHost}`;

/**
 * Whether an address belongs to our own page. Compares protocol and host of the parsed address:
 * Node reports the origin of any scheme it does not know as "null", so URL.origin cannot tell two
 * foreign schemes apart, and startsWith takes plant://app.evil for plant://app. Empty and about:blank
 * are not ours.
 */
export function isAppAddress(address: unknown): boolean {
  const url = parseAddress(address);
  return (
    url !== undefined &&
    url.protocol === `${appScheme}:` &&
    url.host === appHost &&
    url.username === "" &&
    url.password === ""
  );
}
