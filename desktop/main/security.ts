import type { App, Session, WebContents } from "electron";
import { isAppAddress } from "./app-origin.ts";
import { isExternalLink } from "./external-links.ts";
import { isPermitted } from "./permissions.ts";

/** Opens a link in the person's own browser. */
export type OpenExternally = (link: string) => void;

/**
 * Every web contents that ever comes to life in this app gets the same guards, before it loads
 * anything. Numbers refer to electron docs/tutorial/security.md.
 */
export function guardAllContents(app: Pick<App, "on">, openExternally: OpenExternally): void {
  app.on("web-contents-created", (_event, contents) => guardContents(contents, openExternally));
}

/** 12, 13, 14: stays on our own page, opens no windows, embeds no webviews. */
export function guardContents(contents: WebContents, openExternally: OpenExternally): void {
  const stayHome = (details: { url: string; preventDefault(): void }) => {
    if (!isAppAddress(details.url)) details.preventDefault();
  };
  contents.on("will-navigate", stayHome);
  contents.on("will-frame-navigate", stayHome);
  contents.on("will-redirect", stayHome);
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.on("select-bluetooth-device", (event, _devices, choose) => {
    event.preventDefault();
    choose("");
  });
  contents.setWindowOpenHandler(({ url }) => {
    if (isExternalLink(url)) openExternally(url);
    return { action: "deny" };
  });
}

/** 5: no permission is given to anyone, asked for or silently checked, device choosers included. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(isPermitted(permission, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    isPermitted(permission, requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.on("select-serial-port", (event, _ports, _contents, choose) => {
    event.preventDefault();
    choose("");
  });
  session.on("select-hid-device", (event, _details, choose) => {
    event.preventDefault();
    choose("");
  });
  session.on("select-usb-device", (event, _details, choose) => {
    event.preventDefault();
    choose("");
  });
}

/**
 * 4: every renderer runs in Chromium's sandbox. Root has none: with `--no-sandbox` on the command
 * line (which Electron then demands) enableSandbox would end every child in an endless loop.
 */
export function requireSandbox(
  app: Pick<App, "enableSandbox" | "commandLine">,
  userId: number | undefined,
): "sandboxed" | "root-without-sandbox" {
  if (userId === 0 && app.commandLine.hasSwitch("no-sandbox")) return "root-without-sandbox";
  app.enableSandbox();
  return "sandboxed";
}
