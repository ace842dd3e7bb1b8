import { expect, test } from "vitest";
import { drilled, drillSteps, drillText, nextGroup } from "./drill.ts";

const range = { from: 0, to: 1_000 };

test("reason, machine, product, shift, and then the seconds", () => {
  const path = ["reason:r1", "machine:m1", "product:P-250", "shift:EARLY"];
  const steps = drillSteps(path);
  expect(steps.map(drillText)).toEqual(path);
  expect(path.map((_, at) => nextGroup(steps.slice(0, at)))).toEqual([
    "reason",
    "machine",
    "product",
    "shift",
  ]);
  expect(nextGroup(steps)).toBe("stops");
  expect(drilled({ range }, steps)).toEqual({
    range,
    reasonIds: ["r1"],
    machineIds: ["m1"],
    productCodes: ["P-250"],
    shiftCodes: ["EARLY"],
  });
});

test("time without a reason, product or shift can be opened too", () => {
  expect(drilled({ range }, drillSteps(["reason:", "product:", "shift:"]))).toEqual({
    range,
    reasonIds: [""],
    productCodes: [""],
    shiftCodes: [""],
  });
});

test("another way down leaves out what was taken, and nonsense in the address is dropped", () => {
  expect(nextGroup(drillSteps(["machine:m1"]))).toBe("reason");
  expect(nextGroup(drillSteps(["machine:m1", "reason:r1"]))).toBe("product");
  expect(drillSteps(["nonsense", ":x", "phase:moon", "category:breakdown"])).toEqual([
    { by: "category", key: "breakdown" },
  ]);
});
