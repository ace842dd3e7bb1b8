import { expect, it } from "vitest";
import { fieldStatus } from "#shared/connections/serial/telegram-reading.ts";
import type { TelegramReading } from "#shared/connections/serial/telegram-reading.ts";
import type { TagId } from "#shared/kernel/id.ts";
import type { DriverTag } from "../driver.ts";
import { TagSamples } from "./tag-samples.ts";

const tag = (address: string, more: Partial<DriverTag> = {}): DriverTag => ({
  id: address as TagId,
  address,
  class: "analog",
  deadband: null,
  ...more,
});
const weighs = (value: number, status: number = fieldStatus.good): TelegramReading => ({
  kind: "fields",
  fields: new Map([["weight", { text: ` ${value}`, value, status }]]),
});

it("makes one sample per telegram, equal or not, so that a value is known to be fresh", () => {
  const samples = new TagSamples([tag("weight")]);
  expect(samples.of(weighs(1), "", 10)).toHaveLength(1);
  expect(samples.of(weighs(1), "", 20)).toEqual([
    { tag: "weight", value: 1, status: 0, sourceTime: null, serverTime: null, receivedTime: 20 },
  ]);
});

it("hides what stays within the deadband for a minute, but no change of quality", () => {
  const samples = new TagSamples([
    tag("weight", { deadband: 10, deadbandKind: "percent", span: 50 }),
  ]);
  const told = (value: number, at: number, status?: number) =>
    samples.of(weighs(value, status), "", at).length;
  expect([told(100, 0), told(104, 1), told(105, 2), told(106, 3)]).toEqual([1, 0, 0, 1]);
  expect([told(106, 4, fieldStatus.unstable), told(106, 60_003)]).toEqual([1, 1]);
  expect([told(106, 60_004), told(106, 120_003)]).toEqual([0, 1]);
});

it("tells a tag without a field once, until its field is there, and again when the link is new", () => {
  const samples = new TagSamples([tag("height")]);
  expect(samples.of(weighs(1), "", 1)).toMatchObject([{ status: fieldStatus.unknownField }]);
  expect(samples.of(weighs(2), "", 2)).toEqual([]);
  expect(samples.health(null)[0]).toMatchObject({ itemStatus: fieldStatus.unknownField });
  samples.startAnew();
  expect(samples.of(weighs(3), "", 3)).toHaveLength(1);
  samples.retag([tag("weight")]);
  expect(samples.of(weighs(4), "", 4)).toMatchObject([{ value: 4 }]);
  expect(samples.health(null)[0]).toMatchObject({ itemStatus: 0, itemStatusText: "Good" });
});

it("gives a text tag the characters as they stand, and the telegram itself under raw", () => {
  const samples = new TagSamples([tag("weight", { class: "text" }), tag("raw")]);
  expect(samples.of(weighs(1), "S S 1", 1).map((one) => one.value)).toEqual([" 1", "S S 1"]);
});
