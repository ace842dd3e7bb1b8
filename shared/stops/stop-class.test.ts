import { describe, expect, it } from "vitest";
import type { StateInterval } from "../oee/time-model.ts";
import { layClasses, type StopClass } from "./stop-class.ts";

const interval = (
  id: string,
  start: number,
  end: number | null,
  state: StateInterval["state"],
  reasonId: string | null = null,
): StateInterval => ({ id, start, end, state, cause: null, reasonId, provenance: "measured" });

const said = (start: number, end: number, reasonId: string | null): StopClass => ({
  id: `${start}`,
  start,
  end,
  reasonId,
});

const reasons = (laid: readonly StateInterval[]) =>
  laid.map(({ start, end, reasonId }) => [start, end, reasonId]);

describe("classes over measured time", () => {
  const day = [
    interval("a", 0, 100, "running"),
    interval("b", 100, 200, "down", "alarm"),
    interval("c", 200, 300, "running"),
    interval("d", 300, null, "stopped"),
  ];

  it("leave measured time as it is where nothing was said", () => {
    expect(layClasses(day, [])).toEqual(day);
  });

  it("cut a stop where they begin and end, and keep the machine's own reason beside them", () => {
    expect(reasons(layClasses(day, [said(120, 150, "jam")]))).toEqual([
      [0, 100, null],
      [100, 120, "alarm"],
      [120, 150, "jam"],
      [150, 200, "alarm"],
      [200, 300, null],
      [300, null, null],
    ]);
  });

  it("reach over a run between two stops without touching it", () => {
    expect(reasons(layClasses(day, [said(150, 350, "jam")]))).toEqual([
      [0, 100, null],
      [100, 150, "alarm"],
      [150, 200, "jam"],
      [200, 300, null],
      [300, 350, "jam"],
      [350, null, null],
    ]);
  });

  it("take away the reason the machine named, and reach on with a stop that still stands", () => {
    expect(reasons(layClasses(day, [said(100, 200, null), said(300, Infinity, "jam")]))).toEqual([
      [0, 100, null],
      [100, 200, null],
      [200, 300, null],
      [300, null, "jam"],
    ]);
  });

  it("say nothing about time that nobody knows", () => {
    const lost = [interval("a", 0, 100, "unknown")];
    expect(layClasses(lost, [said(0, 100, "jam")])).toEqual(lost);
  });
});
