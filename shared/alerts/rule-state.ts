import { minuteMs } from "../kernel/instant.ts";
import type { AlertCondition } from "./alert-condition.ts";
import type { AlertFacts } from "./alert-facts.ts";
import type { Verdict } from "./judge-condition.ts";

/**
 * What is remembered of one rule and one machine (or connection). Instants are those of a clock that only goes forward:
 * setting the PC's clock raises nothing and ends nothing.
 */
export type RuleState =
  | {
      readonly is: "quiet";
      /** Since when the condition is met without a break; null = it is not. */
      readonly metSince: number | null;
      /** Not raised again before. */
      readonly restsUntil: number;
    }
  | {
      readonly is: "raised";
      readonly facts: AlertFacts;
      /** Since when it is over without a break. */
      readonly clearSince: number | null;
    };

export const quiet: RuleState = { is: "quiet", metSince: null, restsUntil: -Infinity };

/** Milliseconds: met for `hold` before it is raised, over for `calm` before it is cleared, then quiet for `rest`. */
export interface RuleTimes {
  readonly hold: number;
  readonly calm: number;
  readonly rest: number;
}

/** The times of a condition. The rest only delays: what is still met after it is raised then. */
export function timesOf(condition: AlertCondition): RuleTimes {
  switch (condition.kind) {
    case "stop_longer":
    case "link_lost":
      return { hold: 0, calm: minuteMs / 2, rest: Math.min(10, condition.minutes) * minuteMs };
    case "oee_below":
    case "rate_below":
      return { hold: minuteMs, calm: minuteMs, rest: 10 * minuteMs };
    case "unclassified_above":
      return { hold: 0, calm: 0, rest: 5 * minuteMs };
    case "counts_suspect":
      return { hold: 0, calm: 30 * minuteMs, rest: 0 };
    default:
      return condition satisfies never;
  }
}

export type RuleEvent =
  | { readonly is: "raised"; readonly facts: AlertFacts }
  | { readonly is: "cleared" };

/** The next state after a verdict, and what has to be told of it. One condition is one alert, however it flaps. */
export function nextState(
  state: RuleState,
  verdict: Verdict,
  times: RuleTimes,
  now: number,
): { readonly state: RuleState; readonly event: RuleEvent | null } {
  return state.is === "quiet"
    ? whileQuiet(state, verdict, times, now)
    : whileRaised(state, verdict, times, now);
}

function whileQuiet(
  state: Extract<RuleState, { is: "quiet" }>,
  verdict: Verdict,
  { hold }: RuleTimes,
  now: number,
): { state: RuleState; event: RuleEvent | null } {
  if (verdict.is !== "met") return { state: { ...state, metSince: null }, event: null };
  const metSince = state.metSince ?? now;
  if (now - metSince < hold || now < state.restsUntil)
    return { state: { ...state, metSince }, event: null };
  const { facts } = verdict;
  return { state: { is: "raised", facts, clearSince: null }, event: { is: "raised", facts } };
}

function whileRaised(
  state: Extract<RuleState, { is: "raised" }>,
  verdict: Verdict,
  { calm, rest }: RuleTimes,
  now: number,
): { state: RuleState; event: RuleEvent | null } {
  const isOver = verdict.is === "over";
  if (!isOver && verdict.is !== "clear")
    // The calm must be seen without a break; time that nobody can tell of is none.
    return { state: { ...state, clearSince: null }, event: null };
  const clearSince = state.clearSince ?? now;
  if (!isOver && now - clearSince < calm) return { state: { ...state, clearSince }, event: null };
  return {
    state: { is: "quiet", metSince: null, restsUntil: isOver ? now : now + rest },
    event: { is: "cleared" },
  };
}

/**
 * What a restarted engine remembers: the alert that stands on disk, or the rest after the last one that was cleared.
 *
 * @param clearedAgoMs by the wall clock, which may have been set: never rests longer than the rule says
 */
export function restoredState(
  standing: AlertFacts | null,
  clearedAgoMs: number | null,
  { rest }: RuleTimes,
  now: number,
): RuleState {
  if (standing !== null) return { is: "raised", facts: standing, clearSince: null };
  if (clearedAgoMs === null) return quiet;
  const left = Math.min(rest, Math.max(0, rest - clearedAgoMs));
  return { is: "quiet", metSince: null, restsUntil: now + left };
}
