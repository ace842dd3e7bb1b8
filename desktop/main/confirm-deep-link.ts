import { dialog, type BrowserWindow } from "electron";
import type { WindowTexts } from "./window-texts.ts";
import { openRoute } from "./window.ts";

/** Opens the page that a link from outside names, if the person agrees: opening it leaves the current one. */
export async function confirmDeepLink(
  window: BrowserWindow,
  texts: WindowTexts["deepLink"],
  route: string,
): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: "question",
    message: texts.message.replace("{{route}}", route),
    detail: texts.detail,
    buttons: [texts.open, texts.stay],
    defaultId: 1,
    cancelId: 1,
  });
  if (response === 0) await openRoute(window, route);
}
