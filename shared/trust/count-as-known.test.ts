import { describe, expect, it } from "vitest";
import { countAsKnown } from "./count-as-known.ts";

const minute = 600_000;
const onTime = {
  minute,
  total: 25,
  reject: 1,
  recorded_at: minute + 50_000,
  late_at: null,
  on_time_total: null,
  on_time_reject: null,
};
const late = {
  ...onTime,
  total: 30,
  reject: 2,
  recorded_at: minute + 70_000,
  late_at: minute + 70_000,
  on_time_total: 25,
  on_time_reject: 1,
};

describe("pieces as they were known", () => {
  it("are not before their minute", () => expect(countAsKnown(onTime, minute - 1)).toBeNull());

  it("are those of the end of the minute while it runs", () =>
    expect(countAsKnown(late, minute + 10_000)).toMatchObject({ total: 25, reject: 1 }));

  it("are those told on time until the late ones come, and all from then on", () => {
    expect(countAsKnown(late, minute + 69_999)).toMatchObject({ total: 25, reject: 1 });
    expect(countAsKnown(late, minute + 70_000)).toEqual(late);
  });

  it("are none until then where all came late", () => {
    const added = { ...late, on_time_total: null, on_time_reject: null };
    expect(countAsKnown(added, minute + 69_999)).toBeNull();
    expect(countAsKnown(added, minute + 80_000)).toEqual(added);
  });
});
