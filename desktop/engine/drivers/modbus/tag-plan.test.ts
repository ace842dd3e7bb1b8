import { expect, it } from "vitest";
import { modbusSettings } from "#shared/connections/modbus-settings.ts";
import { registersOf } from "#shared/connections/modbus/modbus-address.ts";
import type { TagId } from "#shared/kernel/id.ts";
import type { DriverTag } from "../driver.ts";
import { divideRead, planTags, sortTags } from "./tag-plan.ts";

const settings = modbusSettings.parse({
  driver: "modbus",
  transport: { type: "tcp", host: "127.0.0.1" },
  pollMs: 700,
});
const tag = (address: string, samplingMs?: number): DriverTag => ({
  id: address as TagId,
  address,
  class: "state",
  deadband: null,
  ...(samplingMs === undefined ? {} : { samplingMs }),
});
const sorted = (...addresses: string[]) => sortTags(addresses.map((address) => tag(address)));
const readOf = (...addresses: string[]) => {
  const tags = sorted(...addresses);
  const [first] = planTags(tags.readable.values(), settings, [], 5_000);
  const cut = divideRead(first!.read, tags.readable, ({ address }) =>
    registersOf(address.table, address.value),
  );
  return { read: first!.read, cutAt: cut?.at ?? null };
};

it("tells addresses from texts that are none, with what is wrong in them", () => {
  const tags = sorted("1/holding/5", "1/holding/5/real");
  expect([...tags.readable.keys()]).toEqual(["1/holding/5"]);
  expect(tags.unreadable.get("1/holding/5/real" as TagId)!.text).toMatch(
    /^Bad: type: must be bool/,
  );
});

it("reads a tag at its own interval, else at that of the connection", () => {
  const { readable } = sortTags([tag("1/holding/5"), tag("1/holding/6", 0), tag("1/input/5", 50)]);
  const reads = planTags(readable.values(), settings, [], 5_000);
  expect(reads.map(({ read, intervalMs }) => [read.table, read.start, intervalMs])).toEqual([
    ["holding", 5, 700],
    ["holding", 6, 0],
    ["input", 5, 50],
  ]);
});

it("without tags asks unit 1 now and then, to see that somebody is there", () => {
  expect(planTags([], settings, [], 5_000)).toEqual([
    {
      read: { unit: 1, table: "holding", start: 0, length: 1, values: [], ms: 0 },
      intervalMs: 5_000,
    },
  ]);
});

it("divides what is refused in its widest hole, else in the middle, and one value never", () => {
  expect(readOf("1/holding/0", "1/holding/2", "1/holding/9", "1/holding/10").cutAt).toBe(9);
  expect(readOf("1/holding/0/uint32", "1/holding/2/uint32", "1/holding/4/uint32").cutAt).toBe(2);
  expect(readOf("1/holding/0/uint32").cutAt).toBeNull();
  expect(readOf("1/holding/0?bit=1", "1/holding/0?bit=2").cutAt).toBeNull();
});
