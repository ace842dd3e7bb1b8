import { shell } from "electron";
import { isExternalLink } from "./external-links.ts";

/** Opens a link in the person's own browser (item 15). The only place that calls shell.openExternal. */
export function openExternally(link: unknown): void {
  if (!isExternalLink(link)) return;
  shell.openExternal(link).catch((error: unknown) => {
    process.stderr.write(`unison: the link could not be opened: ${String(error)}\n`);
  });
}
