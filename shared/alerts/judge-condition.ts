import { minuteMs } from "../kernel/instant.ts";
import type { MachineState } from "../machines/machine-state.ts";
import type { AlertCondition } from "./alert-condition.ts";
import type { AlertFacts } from "./alert-facts.ts";
import type { LinkObservation, MachineObservation } from "./machine-observation.ts";

/**
 * What a rule's condition comes to at one instant. `between`: not enough to raise, and too near to call it over.
 * `unknown`: nobody can tell; nothing is raised on it and nothing taken back. `over`: its matter is past, at once.
 */
export type Verdict =
  | { readonly is: "met"; readonly facts: AlertFacts }
  | { readonly is: "between" }
  | { readonly is: "clear" }
  | { readonly is: "over" }
  | { readonly is: "unknown" };

const between: Verdict = { is: "between" };
const clear: Verdict = { is: "clear" };
const over: Verdict = { is: "over" };
const unknown: Verdict = { is: "unknown" };

/** A figure must be so much better than the limit before its alert is over. */
const oeeMargin = 0.02;
const rateMargin = 0.05;

/** States in which a machine stands although it might run; set-up, maintenance, plan and want of orders are no stops. */
export const standingStates = ["stopped", "down", "external"] as const satisfies MachineState[];
export const isStanding = (state: MachineState): boolean =>
  (standingStates as readonly MachineState[]).includes(state);

type OfMachine = Exclude<AlertCondition, { kind: "link_lost" }>;

/** @param raised facts of the alert that stands now; null = none does */
export function judgeMachine(
  condition: OfMachine,
  plannedTimeOnly: boolean,
  seen: MachineObservation,
  raised: AlertFacts | null,
): Verdict {
  if (plannedTimeOnly && seen.plannedForMs === null) return over;
  switch (condition.kind) {
    case "stop_longer":
      return judgeStop(condition, plannedTimeOnly, seen);
    case "oee_below":
      return judgeOee(condition, seen, raised);
    case "rate_below":
      return judgeRate(condition, seen);
    case "unclassified_above":
      return judgeUnclassified(condition, seen, raised);
    case "counts_suspect":
      return seen.suspect === null
        ? clear
        : { is: "met", facts: { kind: "counts_suspect", ...seen.suspect } };
    default:
      return condition satisfies never;
  }
}

export function judgeLink(
  { minutes }: Extract<AlertCondition, { kind: "link_lost" }>,
  plannedTimeOnly: boolean,
  { name, lost, isPlanned }: LinkObservation,
): Verdict {
  if (plannedTimeOnly && !isPlanned) return over;
  if (lost === null) return clear;
  if (lost.ageMs <= minutes * minuteMs) return between;
  return { is: "met", facts: { kind: "link_lost", minutes, since: lost.since, connection: name } };
}

function judgeStop(
  { minutes }: Extract<AlertCondition, { kind: "stop_longer" }>,
  plannedTimeOnly: boolean,
  { state, cause, standing, plannedForMs }: MachineObservation,
): Verdict {
  if (state === "unknown") return unknown;
  if (standing === null) return clear;
  // A machine that stood all night is not late the moment the shift begins.
  const age = plannedTimeOnly ? Math.min(standing.ageMs, plannedForMs ?? 0) : standing.ageMs;
  if (age <= minutes * minuteMs) return between;
  const { since } = standing;
  return { is: "met", facts: { kind: "stop_longer", minutes, since, state, cause } };
}

/** Whether a raised alert belongs to another shift than the one that runs. */
const isOfAnotherShift = (raised: AlertFacts | null, start: number | undefined): boolean =>
  raised !== null && "shiftStart" in raised && raised.shiftStart !== start;

function judgeOee(
  rule: Extract<AlertCondition, { kind: "oee_below" }>,
  { shift }: MachineObservation,
  raised: AlertFacts | null,
): Verdict {
  if (shift === null || isOfAnotherShift(raised, shift.start)) return over;
  const { oee, coverage } = shift;
  if (shift.ageMs < rule.afterMinutes * minuteMs) return unknown;
  if (oee === null || coverage === null || coverage * 100 < rule.minimumCoverage) return unknown;
  const limit = rule.percent / 100;
  if (oee >= limit) return oee >= limit + oeeMargin ? clear : between;
  const { name, start } = shift;
  const { percent } = rule;
  return {
    is: "met",
    facts: { kind: "oee_below", percent, oee, coverage, shift: name, shiftStart: start },
  };
}

function judgeRate(
  { percent, minutes }: Extract<AlertCondition, { kind: "rate_below" }>,
  { state, effectiveness }: MachineObservation,
): Verdict {
  // A machine that stands makes nothing: that is the matter of stops, not of its rate.
  const rate = state === "running" ? (effectiveness.get(minutes) ?? null) : null;
  if (rate === null) return unknown;
  const limit = percent / 100;
  if (rate < limit) return { is: "met", facts: { kind: "rate_below", percent, minutes, rate } };
  return rate >= limit + rateMargin ? clear : between;
}

function judgeUnclassified(
  { minutes }: Extract<AlertCondition, { kind: "unclassified_above" }>,
  { shift }: MachineObservation,
  raised: AlertFacts | null,
): Verdict {
  if (shift === null || isOfAnotherShift(raised, shift.start)) return over;
  const { unclassifiedMs, name, start } = shift;
  if (unclassifiedMs === null) return unknown;
  if (unclassifiedMs <= minutes * minuteMs) return clear;
  return {
    is: "met",
    facts: { kind: "unclassified_above", minutes, unclassifiedMs, shift: name, shiftStart: start },
  };
}
