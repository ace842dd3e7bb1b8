import { describe, expect, it } from "vitest";
import { minuteMs } from "../kernel/instant.ts";
import { classifyTime } from "../oee/classify-time.ts";
import {
  intervalsFrom,
  midnight,
  minute,
  minutes,
  runOf,
  shiftOf,
  shiftWith,
  type Block,
} from "../oee/example-day.ts";
import type { OeeInput } from "../oee/time-model.ts";
import { layClasses } from "./stop-class.ts";
import { stopsOf } from "./stop-list.ts";

interface Said {
  readonly from: number;
  readonly to: number;
  readonly reasonId: string | null;
}

function listed(day: OeeInput, said: readonly Said[] = [], more: { isOpen?: boolean } = {}) {
  const classes = said.map(({ from, to, reasonId }) => ({
    ...minutes(from, to),
    id: `${from}`,
    reasonId,
  }));
  const intervals = layClasses(day.intervals, classes);
  return stopsOf({
    spans: classifyTime({ ...day, intervals }),
    classes,
    range: day.span,
    minorStopMs: day.policy.minorStopMs,
    isOpen: more.isOpen ?? false,
  });
}
const at = (instant: number) => (instant - midnight) / minuteMs;
const brief = (stops: ReturnType<typeof listed>) =>
  stops.map((stop) => [at(stop.start), at(stop.end), stop.state, stop.reasonId]);

const morning: readonly Block[] = [
  [10, "running"],
  [5, "stopped"],
  [5, "down"],
  [10, "running"],
  [10, "setup"],
  [440, "running"],
];

describe("the list of stops", () => {
  it("has a standstill from end to end once, whatever states it went through, and set-up apart", () => {
    expect(brief(listed(shiftWith(morning)))).toEqual([
      [10, 20, "stopped", null],
      [30, 40, "setup", null],
    ]);
  });

  it("is cut where classes cut it", () => {
    const said = [{ from: 12, to: 15, reasonId: "material" }];
    expect(brief(listed(shiftWith(morning), said))).toEqual([
      [10, 12, "stopped", null],
      [12, 15, "stopped", "material"],
      [15, 20, "down", null],
      [30, 40, "setup", null],
    ]);
  });

  it("has stops that were merged as one, with the standstill only as their length", () => {
    const blocks: readonly Block[] = [
      [5, "stopped"],
      [1, "running"],
      [4, "stopped"],
      [470, "running"],
    ];
    const [merged, ...rest] = listed(shiftWith(blocks), [
      { from: 0, to: 10, reasonId: "material" },
    ]);
    expect(rest).toEqual([]);
    expect(merged).toMatchObject({ parts: 2, elapsedMs: 9 * minuteMs, reasonId: "material" });
    expect([at(merged!.start), at(merged!.end)]).toEqual([0, 10]);
  });

  it("shows a stop over a shift end whole, with both lengths and the share of the range", () => {
    const input = {
      ...shiftWith([
        [470, "running"],
        [500, "stopped"],
        [470, "running"],
      ]),
      span: minutes(0, 1440),
      shifts: [shiftOf(0, 480), shiftOf(960, 1440)],
      runs: [runOf(0, 1440)],
    };
    const [stop] = stopsOf({
      spans: classifyTime(input),
      classes: [],
      range: minutes(0, 480),
      minorStopMs: 0,
      isOpen: false,
    });
    expect([stop!.elapsedMs, stop!.scheduledMs, stop!.shareMs].map((ms) => ms / minuteMs)).toEqual([
      500, 20, 10,
    ]);
  });

  it("leaves out what costs no planned time: outside shifts, in breaks, idle without an order", () => {
    const blocks: readonly Block[] = [
      [60, "running"],
      [30, "stopped"],
      [330, "running"],
      [60, "idle"],
    ];
    const input = {
      ...shiftWith(blocks, { runs: [runOf(0, 420)] }),
      shifts: [shiftOf(0, 480, [minutes(60, 90)])],
    };
    expect(brief(listed(input))).toEqual([]);
  });

  it("has idle time with an order, and shows a stop that still stands as open", () => {
    const [running, idle] = intervalsFrom(0, [
      [400, "running"],
      [80, "idle"],
    ]);
    const day = shiftWith([], { intervals: [running!, { ...idle!, end: null }] });
    expect(listed(day, [], { isOpen: true })).toMatchObject([
      { state: "idle", isOpen: true, isUnclassified: false },
    ]);
  });

  it("asks for a reason where none holds, not for minor stops and set-up", () => {
    const blocks: readonly Block[] = [
      [1, "stopped"],
      [9, "running"],
      [10, "stopped"],
      [10, "running"],
      [10, "setup"],
      [10, "stopped", "material"],
      [430, "running"],
    ];
    const asked = (said: readonly Said[] = []) =>
      listed(shiftWith(blocks), said).map((stop) => [
        at(stop.start),
        stop.isMinor,
        stop.isUnclassified,
      ]);
    expect(asked()).toEqual([
      [0, true, false],
      [10, false, true],
      [30, false, false],
      [40, false, false],
    ]);
    expect(asked([{ from: 40, to: 50, reasonId: null }]).at(-1)).toEqual([40, false, true]);
  });

  it("knows where a stop was made: order, shift and what it counts as", () => {
    const [stop] = listed(shiftWith([[480, "down"]]));
    expect(stop).toMatchObject({
      orderNo: "O-1",
      productId: "A",
      shiftId: "shift-0",
      timeClass: "adet_down",
    });
    expect(at(stop!.end)).toBe(at(minute(480)));
  });
});
