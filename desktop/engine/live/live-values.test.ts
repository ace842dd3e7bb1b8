import { describe, expect, it } from "vitest";
import type { TagId } from "#shared/kernel/id.ts";
import type { StoredSample } from "../historian/sample-columns.ts";
import { LiveValues } from "./live-values.ts";
import { statusText } from "./status-text.ts";

const [speed, count, other] = ["speed", "count", "other"] as TagId[] as [TagId, TagId, TagId];
const reading = (value: StoredSample["value"], status = 0): StoredSample => ({
  value,
  status,
  sourceTime: 1,
  serverTime: 2,
  receivedTime: 3,
});

function screen() {
  const latest = new Map<TagId, StoredSample>();
  const live = new LiveValues((tag) => latest.get(tag));
  const source = live.source([speed, count]);
  let woken = 0;
  const leave = source.listen(() => (woken += 1));
  const read = (tag: TagId, sample: StoredSample) => {
    latest.set(tag, sample);
    live.changed([tag]);
  };
  return { live, source, read, leave, woken: () => woken };
}

const values = (taken: ReturnType<ReturnType<typeof screen>["source"]["take"]>) =>
  taken?.values.map(({ tagId, value, quality }) => [tagId, value, quality]);

describe("live values", () => {
  it("come all at first, also those never read, then only what changed and each once", () => {
    const { source, read } = screen();
    read(speed, reading(50));
    expect(values(source.take())).toEqual([
      [speed, 50, "good"],
      [count, null, "none"],
    ]);
    expect(source.take()).toBeUndefined();

    for (const value of [1, 2, 3]) read(count, reading(value));
    expect(values(source.take())).toEqual([[count, 3, "good"]]);
  });

  it("of tags nobody watches wake nobody, and a screen that left hears nothing", () => {
    const { source, read, leave, woken } = screen();
    source.take();
    read(other, reading(1));
    expect(woken()).toBe(0);
    read(speed, reading(1));
    expect(woken()).toBe(1);
    leave();
    read(speed, reading(2));
    expect(woken()).toBe(1);
  });

  it("carry what JSON cannot as text, and quality in words", () => {
    const { source, read } = screen();
    read(speed, reading(NaN, 0x40900000));
    read(count, reading(2n ** 60n, 0x80310000));
    expect(source.take()?.values).toMatchObject([
      { value: "NaN", quality: "uncertain", statusText: "UncertainLastUsableValue" },
      { value: "1152921504606846976", quality: "bad", statusText: "BadNoCommunication" },
    ]);
  });

  it("tell the condition of an item when it changes and not when it is the same", () => {
    const { live, source } = screen();
    source.take();
    const item = {
      tag: speed,
      itemStatus: 0x80340000,
      itemStatusText: "BadNodeIdUnknown",
      revisedSamplingMs: 0,
      revisedQueueSize: 600,
      overflowCount: 0,
    };
    live.putHealth([item]);
    expect(source.take()?.values).toMatchObject([
      { tagId: speed, itemStatusText: "BadNodeIdUnknown" },
    ]);
    live.putHealth([{ ...item }]);
    expect(source.take()).toBeUndefined();
  });
});

describe("status texts", () => {
  it("leave out info bits, and show a code nobody listed as it came", () => {
    expect(statusText(0x480)).toBe("Good");
    expect(statusText(0x80990000)).toBe("bad 0x80990000");
  });
});
