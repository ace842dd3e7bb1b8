import { describe, expect, test } from "vitest";
import { declareState, openGapFrom, withdrawState, type StoredStretch } from "./declare-state.ts";

const stretch = (
  start: number,
  end: number | null,
  state: StoredStretch["state"],
  more: Partial<StoredStretch> = {},
): StoredStretch => ({ start, end, state, cause: null, provenance: "measured", ...more });

const day = [
  stretch(0, 100, "running"),
  stretch(100, 200, "unknown", { cause: "silent" }),
  stretch(200, 300, "running"),
  stretch(300, 400, "unknown", { cause: "engine_stopped" }),
  stretch(400, null, "running"),
];
const said = ({ facts }: ReturnType<typeof declareState>) =>
  facts.map(({ at, state, cause, provenance }) => [at, state, cause, provenance]);

describe("saying what happened", () => {
  test("only unknown time is taken, and what is known stays as measured", () => {
    const declared = declareState(
      day,
      [],
      {
        start: 50,
        end: 350,
        state: "stopped",
        note: "no crew",
      },
      Infinity,
    );
    expect(said(declared)).toEqual([
      [100, "stopped", "no crew", "typed"],
      [300, "stopped", "no crew", "typed"],
      [350, "unknown", "engine_stopped", "measured"],
    ]);
    expect(declared.ms).toBe(150);
  });

  test("what was said inside the gap before is said over", () => {
    const declared = declareState(
      day,
      [100, 150, 200],
      {
        start: 100,
        end: 200,
        state: "idle",
        note: "no order",
      },
      Infinity,
    );
    expect(said(declared).map(([at]) => at)).toEqual([100, 150]);
  });

  test("a gap that has not ended waits until the machine is seen again", () => {
    const lost = [
      stretch(0, 100, "running"),
      stretch(100, 150, "unknown", { cause: "engine_stopped" }),
      stretch(150, null, "unknown", { cause: "unreachable" }),
    ];
    expect(openGapFrom(lost)).toBe(100);
    expect(declareState(lost, [], { start: 0, end: 500, state: "idle", note: "x" }, 100).ms).toBe(
      0,
    );
    expect(openGapFrom(day)).toBe(Number.POSITIVE_INFINITY);
  });

  test("time that nobody knew nothing about is not taken", () => {
    expect(
      declareState(day, [], { start: 200, end: 300, state: "idle", note: "x" }, Infinity).facts,
    ).toEqual([]);
  });
});

describe("taking it back", () => {
  test("typed time is unknown again with its old cause, the rest stays typed", () => {
    const typed = [stretch(100, 200, "idle", { cause: "no order", provenance: "typed" }), day[2]!];
    const withdrawn = withdrawState(typed, [], { start: 0, end: 150 }, () => "silent");
    expect(said(withdrawn)).toEqual([
      [100, "unknown", "silent", "measured"],
      [150, "idle", "no order", "typed"],
    ]);
    expect(withdrawn.ms).toBe(50);
  });
});
