import { describe, expect, test } from "vitest";
import {
  countsOf,
  live,
  lost,
  piecesOf,
  reading,
  restart,
  rulesOf,
  statesOf,
  tell,
  tick,
  ticks,
} from "./machine-story.ts";

const filler = rulesOf({
  state: { type: "packml", state: "state", mode: "mode" },
  counts: { total: { tag: "count" }, reject: { tag: "reject" } },
});
const fillerRuns = [reading("mode", 1, 0), reading("state", 6, 0), reading("count", 100, 0)];

describe("link", () => {
  test("lost: unknown from the last good instant with the cause; live: known when the tags are seen again", () => {
    const told = tell(filler, [
      ...fillerRuns,
      lost(10_000, "silent"),
      tick(15_000),
      live(20_000),
      reading("mode", 1, 20_100),
      reading("state", 4, 20_200),
    ]);
    expect(statesOf(told)).toEqual([
      [0, "running", "Execute"],
      [10_000, "unknown", "silent"],
      [20_200, "idle", "Idle"],
    ]);
  });

  test("readings before the link is verified count from when it is", () => {
    const told = tell(filler, [
      ...fillerRuns,
      lost(10_000),
      reading("mode", 1, 14_000),
      reading("state", 6, 14_000),
      live(15_000),
    ]);
    expect(statesOf(told).slice(1)).toEqual([
      [10_000, "unknown", "unreachable"],
      [15_000, "running", "Execute"],
    ]);
  });

  test("a kept subscription repeats nothing: silent tags are unchanged and count from live on", () => {
    const told = tell(filler, [
      ...fillerRuns,
      reading("count", 101, 5_000),
      lost(10_000),
      live(15_000),
      ...ticks(16_000, 21_000),
      reading("count", 102, 60_000),
    ]);
    expect(statesOf(told).slice(1)).toEqual([
      [10_000, "unknown", "unreachable"],
      [15_000, "running", "Execute"],
    ]);
    expect(countsOf(told).at(-1)).toMatchObject({
      from: 15_000,
      to: 60_000,
      total: 1,
      provenance: "measured",
    });
  });

  test("an old source time does not shorten the gap", () => {
    const told = tell(filler, [
      ...fillerRuns,
      lost(10_000),
      live(20_000),
      reading("mode", 1, 0),
      reading("state", 6, 0),
    ]);
    expect(statesOf(told).slice(1)).toEqual([
      [10_000, "unknown", "unreachable"],
      [20_000, "running", "Execute"],
    ]);
  });

  test("pieces made while the link was lost are reconstructed over the gap only", () => {
    const told = tell(filler, [
      ...fillerRuns,
      lost(10_000),
      live(70_000),
      reading("count", 130, 71_000),
    ]);
    expect(countsOf(told)).toEqual([
      {
        kind: "count",
        from: 10_000,
        to: 71_000,
        total: 30,
        reject: 0,
        provenance: "reconstructed",
        suspect: null,
      },
    ]);
  });

  test("a machine with two connections is unknown until both are live", () => {
    const told = tell(filler, [
      ...fillerRuns,
      lost(10_000),
      lost(12_000, "silent", "other"),
      live(20_000),
      reading("mode", 1, 21_000),
      reading("state", 6, 21_000),
      tick(40_000),
    ]);
    expect(statesOf(told).at(-1)).toEqual([12_000, "unknown", "silent"]);
  });

  test("a driver that starts tells nothing new about an unknown machine", () => {
    const told = tell(filler, [...fillerRuns, lost(10_000, "silent"), lost(11_000, "starting")]);
    expect(statesOf(told).at(-1)).toEqual([10_000, "unknown", "silent"]);
    expect(statesOf(tell(filler, [lost(0, "starting")]))).toEqual([[0, "unknown", "starting"]]);
  });

  test("tags missing on the server after a reconnect are unknown, others flow", () => {
    const told = tell(filler, [
      ...fillerRuns,
      lost(10_000),
      live(20_000),
      reading("mode", 1, 20_100),
      reading("state", null, 20_100, 0x80340000),
      reading("count", 105, 20_200),
    ]);
    expect(statesOf(told).at(-1)).toEqual([20_100, "unknown", "bad_quality"]);
    expect(piecesOf(told)).toBe(5);
  });
});

describe("App or PC was off", () => {
  test("unknown from the last instant the engine watched until every tag is seen again", () => {
    const before = tell(filler, [...fillerRuns, ...ticks(1_000, 65_000)]);
    const after = tell(
      filler,
      [
        restart(600_000),
        tick(601_000),
        tick(660_000),
        reading("mode", 1, 661_000),
        reading("state", 6, 661_000),
        reading("count", 140, 661_000),
      ],
      before.memory,
    );
    expect(statesOf(after)).toEqual([
      [60_000, "unknown", "engine_stopped"],
      [661_000, "running", "Execute"],
    ]);
    expect(countsOf(after)).toMatchObject([
      { from: 60_000, to: 661_000, total: 40, provenance: "reconstructed" },
    ]);
  });

  test("a machine that was lost already stays so with its own cause", () => {
    const told = tell(filler, [
      ...fillerRuns,
      lost(10_000),
      restart(600_000),
      lost(600_500, "starting"),
      live(601_000),
      reading("mode", 1, 602_000),
      reading("state", 6, 602_000),
    ]);
    expect(statesOf(told).slice(1)).toEqual([
      [10_000, "unknown", "unreachable"],
      [602_000, "running", "Execute"],
    ]);
  });

  test("the first start of all is no gap", () => {
    expect(tell(filler, [restart(1_000)]).facts).toEqual([]);
  });
});
