import type { MenuItemConstructorOptions } from "electron";
import type { WindowTexts } from "./window-texts.ts";

export interface MenuVerbs {
  openLogs(): void;
  quit(): void;
}

/** @param packaged a packaged app offers no developer tools */
export function menuTemplate(
  texts: WindowTexts["menu"],
  verbs: MenuVerbs,
  packaged: boolean,
): MenuItemConstructorOptions[] {
  return [
    {
      label: texts.app,
      submenu: [
        { label: texts.openLogs, click: () => verbs.openLogs() },
        { type: "separator" },
        { label: texts.quit, accelerator: "CommandOrControl+Q", click: () => verbs.quit() },
      ],
    },
    // Without these roles copy and paste have no keys on macOS.
    { role: "editMenu", label: texts.edit },
    {
      label: texts.view,
      submenu: [
        { role: "reload", label: texts.reload },
        { type: "separator" },
        { role: "zoomIn", label: texts.zoomIn },
        { role: "zoomOut", label: texts.zoomOut },
        { role: "resetZoom", label: texts.zoomReset },
        { type: "separator" },
        { role: "togglefullscreen", label: texts.fullScreen },
        ...(packaged ? [] : [{ role: "toggleDevTools", label: texts.developerTools } as const]),
      ],
    },
  ];
}
