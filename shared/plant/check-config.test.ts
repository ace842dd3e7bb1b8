import { expect, test } from "vitest";
import { checkConfig } from "./check-config.ts";
import { readLoosely } from "./loose-config.ts";

const machine = {
  code: "PRESS-1",
  connection: "LINE",
  tags: [{ code: "press-1.running" }],
  signals: { state: { type: "running_bit", running: "press-1.running" } },
  idealCycles: [{ product: "LID", validFrom: "2026-01-01T00:00:00Z" }],
};
const good = {
  connections: [{ code: "LINE" }],
  products: [{ code: "LID" }],
  reasons: [{ code: "STOP" }, { code: "JAM", parent: "STOP" }],
  machines: [machine],
};
const pathsOf = (document: unknown) => checkConfig(readLoosely(document)).map(({ path }) => path);

test("a file whose names fit together has no issue", () => {
  expect(pathsOf(good)).toEqual([]);
});

test("every name that leads nowhere, stands twice or makes a circle is told at once", () => {
  const broken = {
    ...good,
    products: [],
    reasons: [
      { code: "STOP", parent: "JAM" },
      { code: "JAM", parent: "STOP" },
    ],
    machines: [
      { ...machine, connection: "LINE-9", shiftPattern: "NIGHTS" },
      { ...machine, signals: { state: { type: "running_bit", running: "press-1.nothing" } } },
    ],
  };
  expect(new Set(pathsOf(broken))).toEqual(
    new Set([
      "machines.1.code",
      "reasons.0.parent",
      "reasons.1.parent",
      "machines.0.connection",
      "machines.0.shiftPattern",
      "machines.0.idealCycles.0.product",
      "machines.1.tags.0.code",
      "machines.1.signals",
      "machines.1.idealCycles.0.product",
    ]),
  );
});

test.each([
  null,
  "text",
  { machines: 7 },
  { machines: [null, { code: 1, tags: "x" }], products: {} },
])("a file of any shape is looked at without failing: %j", (document) => {
  expect(() => pathsOf(document)).not.toThrow();
});
