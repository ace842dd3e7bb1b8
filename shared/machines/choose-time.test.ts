import { describe, expect, test } from "vitest";
import { chooseTime } from "./choose-time.ts";

const noon = Date.UTC(2026, 10, 22, 12);
const hour = 3_600_000;
const times = (source: number | null, server: number | null = source) => ({
  sourceTime: source,
  serverTime: server,
  receivedTime: noon,
});
const agreed = { offsetMs: 0, previousAt: null };

describe("Source time vs receive time", () => {
  test("the source time orders readings, also late ones from a queue", () => {
    expect(chooseTime(times(noon - 200), agreed)).toEqual({ at: noon - 200, used: "source" });
    expect(chooseTime(times(noon - 25_000), agreed)).toEqual({ at: noon - 25_000, used: "source" });
  });

  test("a server clock 125 s slow is corrected by its offset", () => {
    const slow = { offsetMs: -125_001, previousAt: null };
    expect(chooseTime(times(noon - 125_200), slow)).toEqual({ at: noon - 199, used: "source" });
  });

  test("a server clock one hour wrong is corrected, and not believed before its offset is known", () => {
    expect(chooseTime(times(noon + hour), { offsetMs: hour, previousAt: null })).toEqual({
      at: noon,
      used: "source",
    });
    expect(chooseTime(times(noon + hour), { offsetMs: null, previousAt: null })).toEqual({
      at: noon,
      used: "received",
      because: "clock_wrong",
    });
  });

  test("|skew| > 2 s without a known offset uses receive time, 2 s does not", () => {
    const unknown = { offsetMs: null, previousAt: null };
    expect(chooseTime(times(noon - 2_000), unknown).used).toBe("source");
    expect(chooseTime(times(noon - 2_001), unknown)).toMatchObject({
      at: noon,
      because: "clock_wrong",
    });
  });

  test.each([
    ["Future: one hour ahead", noon + hour],
    ["Frozen: stands at 2001", Date.UTC(2001, 0, 1)],
    ["five minutes off exactly", noon - 300_000],
  ])("%s of the server's time uses receive time", (_, source) => {
    expect(chooseTime(times(source, noon), agreed)).toEqual({
      at: noon,
      used: "received",
      because: "far_from_server",
    });
  });

  test("Backward: a source that jumps back uses receive time", () => {
    expect(chooseTime(times(noon - 5_000, noon), { offsetMs: 0, previousAt: noon - 200 })).toEqual({
      at: noon,
      used: "received",
      because: "runs_backwards",
    });
  });

  test("a source ahead of us by more than 2 s cannot be", () => {
    expect(chooseTime(times(noon + 2_001, noon), agreed)).toMatchObject({
      at: noon,
      because: "ahead",
    });
    expect(chooseTime(times(noon + 2_000, noon), agreed)).toMatchObject({
      at: noon + 2_000,
      used: "source",
    });
  });

  test("no source time uses receive time", () => {
    expect(chooseTime(times(null, noon), agreed)).toEqual({
      at: noon,
      used: "received",
      because: "no_source_time",
    });
  });

  test("without a server time the source is compared with ours", () => {
    expect(chooseTime(times(noon - 100, null), agreed).used).toBe("source");
    expect(chooseTime(times(noon - hour, null), agreed)).toMatchObject({
      because: "far_from_server",
    });
  });
});
