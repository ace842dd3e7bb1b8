import { expect, test } from "vitest";
import { configFileName } from "./config-file-name.ts";

const at = Date.UTC(2026, 10, 22, 16);

test.each([
  ["Musterwerk Nord", "musterwerk-nord-2026-11-22.yaml"],
  ["Gießerei Süd / Halle 3", "giesserei-sud-halle-3-2026-11-22.yaml"],
  ["工場", "plant-2026-11-22.yaml"],
])("%s", (name, file) => {
  expect(configFileName(name, at)).toBe(file);
});
