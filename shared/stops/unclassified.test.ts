import { describe, expect, it } from "vitest";
import { minuteMs } from "../kernel/instant.ts";
import { classifyTime } from "../oee/classify-time.ts";
import { minutes, runOf, shiftOf, shiftWith, type Block } from "../oee/example-day.ts";
import type { OeeInput } from "../oee/time-model.ts";
import { stopsOf } from "./stop-list.ts";
import { unclassifiedOf } from "./unclassified.ts";

const shift = minutes(0, 480);

/** What the list of stops says of the shift, and what hand-over, shifts and alerts do. */
function told(day: OeeInput) {
  const listed = stopsOf({
    // As the list has it: stops whole, also beyond the shift.
    spans: classifyTime({ ...day, span: minutes(-60, 540) }),
    classes: [],
    range: shift,
    minorStopMs: day.policy.minorStopMs,
    isOpen: false,
  }).filter(({ unclassifiedMs }) => unclassifiedMs > 0);
  const shown = unclassifiedOf(classifyTime({ ...day, span: shift }), shift);
  return {
    list: {
      minutes: listed.reduce((sum, stop) => sum + stop.unclassifiedMs, 0) / minuteMs,
      stops: listed.length,
    },
    shift: { minutes: shown.ms / minuteMs, stops: shown.stops },
  };
}

const cases: readonly [string, readonly Block[], number, number, Partial<OeeInput>?][] = [
  [
    "a jam and a break-down",
    [
      [100, "running"],
      [10, "stopped"],
      [5, "down"],
      [365, "running"],
    ],
    15,
    1,
  ],
  [
    "not a minor stop",
    [
      [100, "running"],
      [1, "stopped"],
      [379, "running"],
    ],
    0,
    0,
  ],
  [
    "not set-up, idle time, maintenance, or what has a reason",
    [
      [10, "setup"],
      [20, "idle"],
      [30, "maintenance"],
      [40, "stopped", "material"],
      [380, "running"],
    ],
    0,
    0,
  ],
  [
    "what comes from outside",
    [
      [100, "running"],
      [30, "external"],
      [350, "running"],
    ],
    30,
    1,
  ],
  [
    "the middle of a stop that got a reason leaves two",
    [
      [10, "stopped"],
      [10, "stopped", "material"],
      [10, "stopped"],
      [450, "running"],
    ],
    20,
    2,
  ],
  [
    "a stop over a break, once and without the break",
    [
      [100, "running"],
      [60, "stopped"],
      [320, "running"],
    ],
    30,
    1,
    { shifts: [shiftOf(0, 480, [minutes(110, 140)])] },
  ],
  [
    "not a stop with nothing to make",
    [
      [100, "running"],
      [60, "stopped"],
      [320, "running"],
    ],
    0,
    0,
    { runs: [runOf(0, 100), runOf(160, 480)] },
  ],
  [
    "only the part with something to make",
    [
      [100, "running"],
      [60, "stopped"],
      [320, "running"],
    ],
    20,
    1,
    { runs: [runOf(0, 120), runOf(160, 480)] },
  ],
  [
    "a stop that outlasts the shift, clipped",
    [
      [460, "running"],
      [60, "stopped"],
    ],
    20,
    1,
    {
      shifts: [shiftOf(0, 480), shiftOf(480, 960)],
      runs: [runOf(0, 960)],
      now: minutes(0, 540).end,
    },
  ],
];

describe("the time that waits for a reason", () => {
  it.each(cases)(
    "is the same on the list and in the shift: %s",
    (_case, blocks, ms, stops, more) => {
      const expected = { minutes: ms, stops };
      expect(told(shiftWith(blocks, more))).toEqual({ list: expected, shift: expected });
    },
  );
});
