import { describe, expect, it } from "vitest";
import { counting, lesson, watched } from "./lesson.ts";
import { proposeRules } from "./propose-rules.ts";
import { rankCounters } from "./rank-counters.ts";
import { rankStates } from "./rank-states.ts";
import { replayRecording } from "./replay-recording.ts";

/** A part every ten seconds, and a person who taps a little early or late. */
const made = [10_000, 20_000, 30_000, 40_000, 50_000];
const taps = [10_300, 19_700, 30_100, 40_400, 49_800].map((at) => ["part", at] as const);

describe("which signal counts the parts", () => {
  it("is the one that moves when the person taps, not the busier or the rarer one", () => {
    const busy = counting(
      "heartbeat",
      Array.from({ length: 60 }, (_, i) => (i + 1) * 1_000),
    );
    const ranked = rankCounters(
      lesson([busy, counting("rejects", [30_000]), counting("parts", made)], taps),
    );
    expect(ranked.map(({ address }) => address)).toEqual(["parts", "rejects"].concat("heartbeat"));
    expect(ranked[0]).toMatchObject({ matched: 5, missed: 0, extra: 0, traits: ["counter_by:1"] });
    expect(ranked[0]!.agreement).toBeGreaterThan(0.85);
    expect(ranked[2]!.agreement).toBeLessThan(0.4);
  });

  it("may count seconds before the person sees the part: the same lag every time is no error", () => {
    const [first] = rankCounters(
      lesson(
        [
          counting(
            "ejected",
            made.map((at) => at - 4_000),
          ),
          counting("other", [7_000, 15_000, 33_000]),
        ],
        taps,
      ),
    );
    expect(first).toMatchObject({ address: "ejected", matched: 5, missed: 0, extra: 0 });
    expect(first!.lagMs).toBeGreaterThan(-4_500);
    expect(first!.lagMs).toBeLessThan(-3_500);
  });

  it("is no value that falls as often as it rises, and no constant", () => {
    const wave = watched(
      "pressure",
      made.flatMap((at) => [[at, 5] as const, [at + 3_000, 1] as const]),
    );
    const ranked = rankCounters(
      lesson([wave, watched("constant", [[0, 7]]), counting("parts", made)], taps),
    );
    expect(ranked.map(({ address }) => address)).toEqual(["parts", "pressure"]);
    expect(ranked[1]!.traits).toContain("falls");
  });

  it("prefers the counter to the pulse that moves with it", () => {
    const pulse = watched(
      "pulse",
      [[0, false] as const].concat(
        made.flatMap((at) => [[at, true] as const, [at + 100, false] as const]) as never,
      ),
    );
    const ranked = rankCounters(lesson([pulse, counting("parts", made)], taps));
    expect(ranked.map(({ address }) => address)).toEqual(["parts", "pulse"]);
    expect(ranked[1]!.traits).toEqual(["pulse"]);
  });

  it("says nothing before two parts are marked", () => {
    expect(rankCounters(lesson([counting("parts", made)], taps.slice(0, 1)))).toEqual([]);
  });
});

const runStop = [
  ["running", 5_000],
  ["stopped", 60_000],
  ["running", 90_000],
] as const;
const bit = (address: string, values: readonly boolean[]) =>
  watched(
    address,
    [5_400, 60_900, 89_300].map((at, i) => [at, values[i]!] as const),
  );

describe("which signal tells that the machine runs", () => {
  it("is the bit that changes when the person says so, within a second or two", () => {
    const ranked = rankStates(
      lesson(
        [
          bit("lamp", [true, true, true]),
          bit("run", [true, false, true]),
          bit("other", [true, true, false]),
        ],
        runStop,
      ),
      "running",
    );
    expect(ranked[0]).toMatchObject({
      address: "run",
      agreement: 1,
      reading: { kind: "values", meaning: [true], others: [false] },
    });
    expect(ranked.map(({ address }) => address)).not.toContain("lamp");
  });

  it("may be a bit that is false while it runs, a state number, or a speed with a threshold", () => {
    const speed = watched(
      "speed",
      Array.from({ length: 60 }, (_, i) => {
        const at = i * 2_000;
        return [at, at > 60_500 && at < 89_500 ? 0.3 + (i % 3) / 10 : 41.5 + (i % 7) / 10] as const;
      }),
    );
    const state = watched("state", [
      [0, 6],
      [60_700, 11],
      [89_900, 6],
    ]);
    const reading = (address: string) =>
      rankStates(
        lesson([bit("stop", [false, true, false]), speed, state], runStop),
        "running",
      ).find((one) => one.address === address)!;
    expect(reading("stop").reading).toMatchObject({ kind: "values", meaning: [false] });
    expect(reading("state").reading).toMatchObject({ kind: "values", meaning: [6], others: [11] });
    expect(reading("speed").reading).toMatchObject({ kind: "above" });
    expect(reading("speed").agreement).toBeGreaterThan(0.9);
  });

  it("is no counter and no clock, however many different values they have", () => {
    const clock = counting(
      "clock",
      Array.from({ length: 100 }, (_, i) => (i + 1) * 1_000),
    );
    const parts = counting("parts", [20_000, 40_000, 57_000, 95_000, 110_000]);
    expect(rankStates(lesson([clock, parts], runStop), "running")).toEqual([]);
  });

  it("cannot be told while nobody has marked a stop", () => {
    expect(rankStates(lesson([bit("run", [true, false, true])], taps), "running")).toEqual([]);
  });
});

describe("the proposal", () => {
  it("names counter, modulus, rate and running bit, and the recorded minutes show what they make", () => {
    const recording = lesson(
      [
        counting("nsu=urn:press;s=Count", made, {
          first: 65_533,
          modulus: 65_536,
          dataType: "UInt16",
        }),
        bit("nsu=urn:press;s=Run", [true, false, true]),
      ],
      [...runStop.slice(0, 1), ...taps, ...runStop.slice(1)],
    );
    const { tags, signals, notes } = proposeRules(recording, "press-9");
    expect(tags.map(({ code, address, class: kind }) => [code, address, kind])).toEqual([
      ["press-9.count", "nsu=urn:press;s=Count", "counter"],
      ["press-9.running", "nsu=urn:press;s=Run", "state"],
    ]);
    expect(signals).toMatchObject({
      state: { type: "running_bit", running: "press-9.running" },
      counts: { total: { tag: "press-9.count", modulus: 65_536, maxPerMinute: 9 } },
    });
    expect(notes).toEqual([]);

    const minutes = replayRecording(recording, tags, signals!);
    expect(minutes.total).toBe(5);
    expect(minutes.states.map(({ state }) => state)).toEqual(
      ["unknown", "running", "stopped", "running"].slice(1),
    );
  });

  it("reads a state number by its values, and a bit that is off while the machine runs the right way round", () => {
    const state = watched("state", [
      [5_400, 6],
      [60_700, 11],
      [89_900, 6],
    ]);
    for (const signal of [state, bit("stop", [false, true, false])]) {
      const recording = lesson([signal], runStop);
      const { tags, signals } = proposeRules(recording, "m");
      expect(signals?.state).toMatchObject({ type: "state_word", otherwise: "stopped" });
      expect(replayRecording(recording, tags, signals!).states.map((one) => one.state)).toEqual([
        "running",
        "stopped",
        "running",
      ]);
    }
  });

  it("takes the fault as an alarm, or into the running bit's own rule", () => {
    const marks = [...runStop, ["fault", 100_000]] as const;
    const fault = watched("fault", [
      [0, 0],
      [100_200, 17],
    ]);
    const withBit = proposeRules(lesson([bit("run", [true, false, true]), fault], marks), "m");
    expect(withBit.signals?.state).toMatchObject({ fault: "m.fault" });
  });

  it("infers running from the counter when no stop was marked, and says so", () => {
    const { signals, notes } = proposeRules(lesson([counting("parts", made)], taps), "old-1");
    expect(signals).toMatchObject({ state: { type: "counter_only", expectedCycleMs: 10_000 } });
    expect(notes).toEqual(["no_stop_marked", "running_inferred"]);
  });

  it("takes a counter that was seen to start again as one that does that by itself", () => {
    const resetting = watched("job", [
      [0, 40],
      ...made.map((at, i) => [at, i < 2 ? 41 + i : i - 1] as const),
    ]);
    const { signals } = proposeRules(lesson([resetting], taps), "m");
    expect(signals?.counts?.total).toMatchObject({ reset: "accept" });
  });

  it("follows the person's own choice, and proposes nothing where nothing agrees", () => {
    const recording = lesson([counting("parts", made), counting("twin", made)], taps);
    expect(proposeRules(recording, "m").notes).toContain("counters_alike");
    expect(proposeRules(recording, "m", { counter: "twin" }).tags[0]!.address).toBe("twin");
    const none = proposeRules(lesson([counting("other", [3_000])], taps), "m");
    expect(none).toMatchObject({ tags: [], signals: null });
    expect(none.notes).toContain("no_counter");
  });
});
