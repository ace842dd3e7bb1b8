import { z } from "zod";

/** Scheme under which other programs may point at a page of ours, e.g. in a mail: unison://machines/ID. */
export const deepLinkScheme = "unison";

const recordId = "[0-9a-zA-Z][0-9a-zA-Z-]{0,63}";
/** The only pages a link may open. None of them does anything by being opened. */
const linkablePage = `board|machines|machines/${recordId}|machines/${recordId}/proof`;

// Judged as text, not as a parsed address: a parser would resolve `..` and drop user names first.
const deepLink = z
  .string()
  .max(200)
  .regex(new RegExp(`^${deepLinkScheme}://(?:${linkablePage})/?(?:[?#].*)?$`))
  .transform((link) => link.slice(`${deepLinkScheme}:/`.length).replace(/\/?(?:[?#].*)?$/, ""))
  // The plant board is where the app begins.
  .transform((page) => (page === "/board" ? "/" : page));

/**
 * The page that a link from outside names. Query and hash are dropped. The person still has to
 * confirm before it is opened.
 *
 * @param link whatever the operating system handed over
 * @returns a route such as `/machines/0190…`, or undefined when the link is none of ours
 */
export function routeOfDeepLink(link: unknown): string | undefined {
  const parsed = deepLink.safeParse(link);
  return parsed.success ? parsed.data : undefined;
}

/** @param argv command line of a start: on Windows and Linux the system hands links over as an argument */
export function deepLinkIn(argv: readonly string[]): string | undefined {
  return argv.map(routeOfDeepLink).find((route) => route !== undefined);
}
