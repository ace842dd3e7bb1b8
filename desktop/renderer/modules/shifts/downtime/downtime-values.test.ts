import { expect, test } from "vitest";
import { downtimeValues, readDowntime } from "./downtime-values.ts";

const zone = "Europe/Berlin";
const span = { machineId: null, from: 1_764_000_000_123, to: 1_764_003_600_456, name: "Audit" };

test("what is not changed keeps its milliseconds; what is typed is the plant's clock", () => {
  const values = downtimeValues(span, zone);
  expect(values).toEqual({
    machineId: "",
    from: "2025-11-24 17:00:00",
    to: "2025-11-24 18:00:00",
    name: "Audit",
  });
  expect(readDowntime(values, span, zone)).toEqual(span);
  expect(readDowntime({ ...values, to: "2025-11-24 19:30:00", name: " x " }, span, zone)).toEqual({
    ...span,
    to: Date.parse("2025-11-24T19:30:00+01:00"),
    name: "x",
  });
});

test("a missing time is no stretch", () => {
  expect(readDowntime({ ...downtimeValues(span, zone), from: null }, span, zone)).toBeNull();
});
