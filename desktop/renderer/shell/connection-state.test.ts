import { describe, expect, test } from "vitest";
import { connectingAt, nextEngineState, retryDelay, type EngineState } from "./connection-state.ts";

const greeted = (at: number) => ({ kind: "greeted", at }) as const;
const lost = (at: number) => ({ kind: "lost", at }) as const;

describe("the page and its engine", () => {
  test("a first connection goes live", () => {
    expect(nextEngineState(connectingAt(1_000), greeted(1_200))).toEqual({
      phase: "live",
      since: 1_200,
    });
  });

  test("an engine that is not there yet is still connecting, since the page was opened", () => {
    const tried = [lost(1_100), lost(1_400), lost(2_000)].reduce(
      nextEngineState,
      connectingAt(1_000),
    );
    expect(tried).toEqual({ phase: "connecting", since: 1_000, attempt: 3 });
  });

  test("an engine that dies is reconnecting since it was lost, however often it is tried", () => {
    const live: EngineState = { phase: "live", since: 1_000 };
    const tried = [lost(5_000), lost(5_200), lost(5_600)].reduce(nextEngineState, live);
    expect(tried).toEqual({ phase: "reconnecting", since: 5_000, attempt: 2 });
  });

  test("a greeting after the loss makes it live again, a second one changes nothing", () => {
    const live = nextEngineState(
      { phase: "reconnecting", since: 5_000, attempt: 4 },
      greeted(9_000),
    );
    expect(live).toEqual({ phase: "live", since: 9_000 });
    expect(nextEngineState(live, greeted(9_500))).toBe(live);
  });
});

describe("how long to wait", () => {
  const after = (attempt: number) => retryDelay({ phase: "reconnecting", since: 0, attempt }, 0.5);

  test("doubles from 150 ms to 4 s and stays there", () => {
    expect([0, 1, 2, 3, 4, 5, 6, 40].map(after)).toEqual([
      150, 300, 600, 1_200, 2_400, 4_000, 4_000, 4_000,
    ]);
  });

  test("is spread by a fifth to either side", () => {
    const state: EngineState = { phase: "reconnecting", since: 0, attempt: 6 };
    expect([retryDelay(state, 0), retryDelay(state, 1)]).toEqual([3_200, 4_800]);
  });
});
