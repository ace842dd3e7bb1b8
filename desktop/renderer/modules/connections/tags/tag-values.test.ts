import { expect, test } from "vitest";
import type { TagRow } from "#shared/connections/connection-rows.ts";
import { changedTag, storedTag, tagValues } from "./tag-values.ts";

const speed: TagRow = {
  id: "t",
  code: "press-1.speed",
  name: "Speed",
  connectionId: "c",
  machineId: "m",
  address: "nsu=urn:plc;s=Speed",
  class: "analog",
  unit: "1/min",
  deadband: 0.5,
  deadbandKind: "absolute",
  span: null,
  samplingMs: null,
  version: 3,
};

test("an unchanged form changes nothing, so that a used tag can be saved", () => {
  expect(changedTag(speed, tagValues(speed))).toEqual({});
});

test("only what was changed is sent", () => {
  expect(changedTag(speed, { ...tagValues(speed), name: " Stroke rate ", unit: "" })).toEqual({
    name: "Stroke rate",
    unit: null,
  });
});

test("a tag that is no analog one any more loses its deadband", () => {
  expect(storedTag({ ...tagValues(speed), class: "counter" }).deadband).toBeNull();
});
