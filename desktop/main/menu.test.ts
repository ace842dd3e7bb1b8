import { expect, test } from "vitest";
import { menuTemplate } from "./menu.ts";
import { windowTexts } from "./window-texts.ts";

/** Labels and roles of all items, in order. */
function itemsOf(packaged: boolean, did: string[] = []) {
  const verbs = { openLogs: () => void did.push("logs"), quit: () => void did.push("quit") };
  return menuTemplate(windowTexts("en").menu, verbs, packaged).flatMap(({ submenu }) =>
    Array.isArray(submenu) ? submenu : [],
  );
}

test("the logs are reachable, and quitting really quits", () => {
  const did: string[] = [];
  const items = itemsOf(true, did);
  for (const label of ["Open logs folder", "Quit and stop capturing"]) {
    const click = items.find((item) => item.label === label)?.click as (() => void) | undefined;
    click?.();
  }
  expect(did).toEqual(["logs", "quit"]);
});

test("reload, zoom and full screen are offered", () => {
  expect(itemsOf(true).flatMap(({ role }) => role ?? [])).toEqual([
    "reload",
    "zoomIn",
    "zoomOut",
    "resetZoom",
    "togglefullscreen",
  ]);
});

test("developer tools are offered out of a checkout only", () => {
  expect(itemsOf(false).map(({ role }) => role)).toContain("toggleDevTools");
  expect(itemsOf(true).map(({ role }) => role)).not.toContain("toggleDevTools");
});
