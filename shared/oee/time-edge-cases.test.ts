import { describe, expect, test } from "vitest";
import { minuteMs } from "#shared/kernel/instant.ts";
import { lengthOf } from "#shared/kernel/span.ts";
import { classifyTime } from "./classify-time.ts";
import {
  intervalsFrom,
  made,
  minute,
  minutes,
  runOf,
  shiftOf,
  shiftWith,
  type Block,
} from "./example-day.ts";
import { kpisOf } from "./kpis.ts";
import { sumsOf } from "./oee-sums.ts";
import type { OeeInput } from "./time-model.ts";

const kpisFor = (input: OeeInput) => kpisOf(sumsOf(input), input.policy);

/** What was classified, as `class minutes`. */
const classes = (input: OeeInput) =>
  classifyTime(input).map((span) => `${span.class} ${lengthOf(span) / minuteMs}`);

const nothing = (reason: string) => ({ value: null, reason });

describe("Overlapping stops", () => {
  test("are flattened by priority: planned > breakdown > changeover > stop > running > idle", () => {
    const at = (start: number, block: Block) => intervalsFrom(start, [block])[0]!;
    const input = shiftWith([], {
      intervals: [
        at(0, [480, "idle"]),
        at(10, [460, "running"]),
        at(20, [100, "stopped"]),
        at(30, [60, "setup"]),
        at(40, [40, "down"]),
        at(50, [20, "planned"]),
      ],
    });
    expect(classes(input)).toEqual([
      "adot 10",
      "apt 10",
      "adet_down 10",
      "aust 10",
      "adet_down 10",
      "planned_down 20",
      "adet_down 10",
      "aust 10",
      "adet_down 30",
      "apt 350",
      "adot 10",
    ]);
  });
});

describe("One active order per machine and instant", () => {
  test("should two runs meet all the same, the one begun last has the instant", () => {
    const input = shiftWith([[480, "running"]], {
      runs: [runOf(0, 480, "A"), runOf(100, 200, "B")],
    });
    expect(classifyTime(input).map((span) => [span.productId, lengthOf(span) / minuteMs])).toEqual([
      ["A", 100],
      ["B", 100],
      ["A", 280],
    ]);
  });
});

describe("Bad quality status / stale value, app or PC was off", () => {
  const gap = shiftWith(
    [
      [120, "running"],
      [120, "unknown"],
      [240, "running"],
    ],
    { counts: [made(0, 120, 240), made(120, 240, 180), made(240, 480, 480)] },
  );

  test("unknown is neither running nor idle; OEE leaves it out and shows coverage", () => {
    const { figures, coverage, flags } = kpisFor(gap);
    expect([figures.availability, figures.oee, coverage]).toEqual([
      { value: 1 },
      { value: 1 },
      0.75,
    ]);
    expect(flags).toEqual(["insufficient_data", "output_in_unknown_time"]);
  });

  test("pieces recovered over the gap count as pieces, not in OEE", () => {
    const sums = sumsOf(gap);
    expect([sums.pieces.total, sums.unknownPieces.total]).toEqual([900, 180]);
    expect(kpisOf(sums, gap.policy).figures.throughputPerHour).toEqual({ value: 112.5 });
  });

  test("before the first reading and after the last one it is unknown", () => {
    expect(classes(shiftWith([], { intervals: intervalsFrom(10, [[20, "running"]]) }))).toEqual([
      "unknown 10",
      "apt 20",
      "unknown 450",
    ]);
  });

  test("nothing known in all of planned busy time has no OEE", () => {
    expect(kpisFor(shiftWith([])).figures.oee).toEqual(nothing("no_known_time"));
  });

  test("planned busy time by how it is known", () => {
    expect(sumsOf(gap).knownBy).toEqual({
      measured: 360 * minuteMs,
      reconstructed: 0,
      back_read: 0,
      typed: 0,
      unknown: 120 * minuteMs,
    });
  });
});

describe("Stop spans a shift end", () => {
  const tenMinuteStop = {
    ...shiftWith([
      [478, "running"],
      [10, "stopped", "material"],
      [472, "running"],
    ]),
    shifts: [shiftOf(0, 480), shiftOf(480, 960)],
    runs: [runOf(0, 960)],
  };
  const stopIn = (start: number, end: number) =>
    classifyTime({ ...tenMinuteStop, span: minutes(start, end) }).filter(
      (span) => span.state === "stopped",
    );

  test("one stop, two shares with the same reason, each judged by the whole stop", () => {
    const shares = [...stopIn(0, 480), ...stopIn(480, 960)];
    expect(
      shares.map((span) => [
        span.class,
        lengthOf(span) / minuteMs,
        span.reasonId,
        span.stop?.elapsedMs,
      ]),
    ).toEqual([
      ["adet_down", 2, "material", 10 * minuteMs],
      ["adet_down", 8, "material", 10 * minuteMs],
    ]);
  });

  test("touching intervals of one standstill are one stop, also when an order ends in it", () => {
    const input = shiftWith(
      [
        [2, "stopped"],
        [2, "stopped", "quality"],
        [476, "running"],
      ],
      { runs: [runOf(0, 1), runOf(1, 480, "B")] },
    );
    expect(classes(input).slice(0, 3)).toEqual(["adet_down 1", "adet_down 1", "adet_down 2"]);
  });

  test("a short stop with a breakdown in it is no minor stop", () => {
    expect(
      classes(
        shiftWith([
          [1, "stopped"],
          [1, "down"],
          [478, "running"],
        ]),
      ),
    ).toEqual(["adet_down 1", "adet_down 1", "apt 478"]);
  });

  test("a stop exactly as long as the limit is no minor stop", () => {
    expect(
      classes(
        shiftWith([
          [3, "stopped"],
          [1, "running"],
          [2, "stopped"],
          [474, "running"],
        ]),
      ),
    ).toEqual(["adet_down 3", "apt 1", "adet_minor 2", "apt 474"]);
  });

  test("a micro-stop still open is provisional", () => {
    const open = (now: number) => {
      const [running, stop] = intervalsFrom(0, [
        [100, "running"],
        [1, "stopped"],
      ]);
      return shiftWith([], {
        intervals: [running!, { ...stop!, end: null }],
        span: minutes(0, now),
        now: minute(now),
      });
    };
    expect([classes(open(102)), kpisFor(open(102)).flags]).toEqual([
      ["apt 100", "adet_minor 2"],
      ["preliminary", "no_output"],
    ]);
    expect([classes(open(110)), kpisFor(open(110)).flags]).toEqual([
      ["apt 100", "adet_down 10"],
      ["no_output"],
    ]);
  });
});

test("Stop spans unscheduled time: the unscheduled part is clipped out, both lengths are shown", () => {
  const input = {
    ...shiftWith([
      [479, "running"],
      [482, "stopped"],
      [479, "running"],
    ]),
    span: minutes(0, 1440),
    shifts: [shiftOf(0, 480), shiftOf(960, 1440)],
    runs: [runOf(0, 1440)],
  };
  const stop = classifyTime(input).filter((span) => span.state === "stopped");
  expect(stop.map((span) => `${span.class} ${lengthOf(span) / minuteMs}`)).toEqual([
    "adet_minor 1",
    "not_scheduled 480",
    "adet_minor 1",
  ]);
  expect(stop[0]!.stop).toMatchObject({ elapsedMs: 482 * minuteMs, scheduledMs: 2 * minuteMs });
});

test("Order spans shifts: counts go to the shift of their own time", () => {
  const input = {
    ...shiftWith([[960, "running"]], { counts: [made(479, 480, 3), made(480, 481, 5)] }),
    shifts: [shiftOf(0, 480), shiftOf(480, 960)],
    runs: [runOf(0, 960)],
  };
  expect(sumsOf(input).pieces.total).toBe(3);
  expect(sumsOf({ ...input, span: minutes(480, 960) }).pieces.total).toBe(5);
});

describe("Event exactly on a boundary: half-open intervals everywhere", () => {
  test("an interval that ends where the span starts is not in it", () => {
    const input = shiftWith([
      [100, "down"],
      [380, "running"],
    ]);
    expect(classes({ ...input, span: minutes(100, 101) })).toEqual(["apt 1"]);
  });

  test("a count that straddles the end of a break is booked in the busy part of its minute, once", () => {
    const input = shiftWith([[480, "running"]], {
      shifts: [shiftOf(0, 480, [minutes(60, 89.5)])],
      counts: [made(89, 90, 4)],
    });
    expect(sumsOf(input).pieces.total).toBe(4);
    expect(sumsOf({ ...input, span: minutes(0, 89.25) }).unplannedPieces.total).toBe(0);
    expect(sumsOf({ ...input, span: minutes(89.25, 480) }).pieces.total).toBe(4);
  });

  test('nothing after "now" is counted', () => {
    const input = shiftWith([[480, "running"]], {
      now: minute(100),
      counts: [made(99, 100, 2), made(100, 101, 2)],
    });
    expect([classes(input), sumsOf(input).pieces.total, kpisFor(input).flags]).toEqual([
      ["apt 100"],
      2,
      ["preliminary"],
    ]);
    expect(classes({ ...input, now: minute(0) })).toEqual([]);
  });
});

describe("A run shorter than the minimum between two standstills", () => {
  const halfMinute = 0.5;
  const stutter: readonly Block[] = [
    [2, "stopped"],
    [halfMinute, "running"],
    [2, "stopped"],
    [475.5, "running"],
  ];
  const atLeast = (minimumRunMs: number, input: OeeInput): OeeInput => ({
    ...input,
    policy: { ...input.policy, minimumRunMs },
  });

  test("does not end the stop, and stays production time", () => {
    expect(classes(atLeast(0, shiftWith(stutter)))).toEqual([
      "adet_minor 2",
      "apt 0.5",
      "adet_minor 2",
      "apt 475.5",
    ]);
    const judged = atLeast(minuteMs, shiftWith(stutter));
    expect(classes(judged)).toEqual(["adet_down 2", "apt 0.5", "adet_down 2", "apt 475.5"]);
    expect(classifyTime(judged).map(({ stop }) => stop?.elapsedMs ?? null)).toEqual([
      4 * minuteMs,
      null,
      4 * minuteMs,
      null,
    ]);
  });

  test("a run exactly as long ends it; several intervals of one run count together", () => {
    expect(classes(atLeast(halfMinute * minuteMs, shiftWith(stutter)))[0]).toBe("adet_minor 2");
    const twice: readonly Block[] = [
      [2, "stopped"],
      [halfMinute, "running"],
      [halfMinute, "running"],
      [2, "stopped"],
      [475, "running"],
    ];
    expect(classes(atLeast(minuteMs, shiftWith(twice)))[0]).toBe("adet_minor 2");
    expect(classes(atLeast(1.5 * minuteMs, shiftWith(twice)))[0]).toBe("adet_down 2");
  });

  test("time without a reading or an order's idle time ends it all the same", () => {
    for (const between of ["unknown", "idle"] as const)
      expect(
        classes(
          atLeast(
            5 * minuteMs,
            shiftWith([
              [2, "stopped"],
              [halfMinute, "running"],
              [halfMinute, between],
              [2, "stopped"],
              [475, "running"],
            ]),
          ),
        )[0],
      ).toBe("adet_minor 2");
  });

  test("over a shift end the two stops are judged as one, in both shifts", () => {
    const input = {
      ...atLeast(
        minuteMs,
        shiftWith([
          [478, "running"],
          [1.5, "stopped"],
          [halfMinute, "running"],
          [2, "stopped"],
          [478, "running"],
        ]),
      ),
      shifts: [shiftOf(0, 480), shiftOf(480, 960)],
      runs: [runOf(0, 960)],
    };
    const standing = (start: number, end: number) =>
      classifyTime({ ...input, span: minutes(start, end) })
        .filter(({ state }) => state === "stopped")
        .map((span) => `${span.class} ${lengthOf(span) / minuteMs}`);
    expect([standing(0, 480), standing(480, 960)]).toEqual([["adet_down 1.5"], ["adet_down 2"]]);
  });

  test("over unscheduled time only the scheduled standstill counts", () => {
    const input = {
      ...atLeast(
        minuteMs,
        shiftWith([
          [479, "running"],
          [100, "stopped"],
          [halfMinute, "running"],
          [381.5, "stopped"],
          [479, "running"],
        ]),
      ),
      span: minutes(0, 1440),
      shifts: [shiftOf(0, 480), shiftOf(960, 1440)],
      runs: [runOf(0, 1440)],
    };
    const [first] = classifyTime(input).filter(({ state }) => state === "stopped");
    expect(first!.class).toBe("adet_minor");
    expect(first!.stop).toMatchObject({
      elapsedMs: 481.5 * minuteMs,
      scheduledMs: 2 * minuteMs,
    });
  });

  test("while it lasts the stop before it is provisional", () => {
    const [stop, run] = intervalsFrom(0, [
      [1, "stopped"],
      [1, "running"],
    ]);
    const running = (now: number) =>
      atLeast(
        minuteMs,
        shiftWith([], {
          intervals: [stop!, { ...run!, end: null }],
          span: minutes(0, now),
          now: minute(now),
        }),
      );
    const isOpen = (now: number) => classifyTime(running(now))[0]!.stop!.open;
    expect([isOpen(1.5), isOpen(2)]).toEqual([true, false]);
  });
});
