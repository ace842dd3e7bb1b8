import { beforeEach, expect, it } from "vitest";
import type { TagId } from "#shared/kernel/id.ts";
import type { TagValue } from "#shared/machines/sample.ts";
import type { DriverTag } from "../driver.ts";
import { good, unitSilent } from "./item-status.ts";
import { TagReadings } from "./tag-readings.ts";

const id = "t" as TagId;
const tag: DriverTag = { id, address: "1/holding/0", class: "analog", deadband: null };

let readings: TagReadings;
const told = (value: TagValue, receivedTime: number): TagValue[] => {
  readings.learn(id, { item: good, value, receivedTime });
  return readings.take([id]).map((sample) => sample.value);
};

beforeEach(() => {
  readings = new TagReadings(10_000);
  readings.want([tag]);
});

it("tells changes at once and the unchanged after the heartbeat", () => {
  expect(told(1, 0)).toEqual([1]);
  expect(told(1, 9_999)).toEqual([]);
  expect(told(1, 10_000)).toEqual([1]);
  expect(told(2, 10_001)).toEqual([2]);
  expect(told(Number.NaN, 10_002)).toEqual([Number.NaN]);
  expect(told(Number.NaN, 10_003)).toEqual([]);
  expect(told(7n, 10_004)).toEqual([7n]);
});

it("hides what stays within the deadband, absolute or part of the range", () => {
  readings.want([{ ...tag, deadband: 5 }]);
  expect([told(0, 0), told(5, 1), told(6, 2), told(2, 3)]).toEqual([[0], [], [6], []]);
  readings.forget();
  readings.want([{ ...tag, deadband: 10, deadbandKind: "percent", span: 50 }]);
  expect([told(0, 0), told(5, 1), told(6, 2)]).toEqual([[0], [], [6]]);
  readings.forget();
  readings.want([{ ...tag, deadband: 10, deadbandKind: "percent" }]);
  expect([told(0, 0), told(1, 1)]).toEqual([[0], [1]]);
});

it("tells a change of quality whatever the value, with words for people", () => {
  told(1, 0);
  readings.learn(id, { item: unitSilent(7), value: null, receivedTime: 1 });
  expect(readings.take()).toEqual([
    {
      tag: id,
      value: null,
      status: 0x80310000,
      sourceTime: null,
      serverTime: null,
      receivedTime: 1,
    },
  ]);
  expect(readings.itemOf(id).text).toBe("Bad: unit 7 does not answer");
});

it("tells everything anew after the link was lost, and a tag whose address changed", () => {
  told(1, 0);
  readings.forget();
  expect(told(1, 1)).toEqual([1]);
  readings.want([{ ...tag, address: "1/holding/5" }]);
  expect(readings.itemOf(id).text).toBe("BadWaitingForInitialData");
  expect(told(1, 2)).toEqual([1]);
  readings.want([]);
  expect(told(2, 3)).toEqual([]);
});
