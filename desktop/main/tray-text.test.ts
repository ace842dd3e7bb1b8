import { expect, test } from "vitest";
import { trayText } from "./tray-text.ts";
import { windowTexts } from "./window-texts.ts";

const texts = windowTexts("en").tray;
const ready = { kind: "ready", address: { url: "ws://127.0.0.1:1/rpc", token: "" } } as const;

test("the tray says what the page knows of the plant", () => {
  expect(trayText(texts, ready, "Demo plant: 7 of 8 machines live")).toBe(
    "Demo plant: 7 of 8 machines live",
  );
  expect(trayText(texts, ready, undefined)).toBe("Unison: capturing");
});

test("while no engine runs, what the page last said no longer counts", () => {
  const status = "Demo plant: 7 of 8 machines live";
  expect(trayText(texts, { kind: "starting" }, status)).toBe("Unison: starting");
  expect(trayText(texts, { kind: "restarting", crashes: 1, retryAt: 0 }, status)).toBe(
    "Unison: not capturing, starting again",
  );
  expect(trayText(texts, { kind: "stopped", reason: "data-in-use", message: "" }, status)).toBe(
    "Unison: not capturing",
  );
});
