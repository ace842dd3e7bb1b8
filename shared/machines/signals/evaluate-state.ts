import { qualityOf } from "../sample.ts";
import type { SignalRules } from "../signal-rules.ts";
import { explainByAlarm } from "./alarm.ts";
import { duringChangeover } from "./changeover.ts";
import { countOf } from "./signal-value.ts";
import { unchanged, type Derived } from "./derived.ts";
import { isBlind, type MachineMemory, type StateClaim } from "./machine-memory.ts";
import { neededTags } from "./needed-tags.ts";
import { holdMsOf, readState } from "./read-state.ts";
import { settleState } from "./settle-state.ts";

const noReading = (cause: string): StateClaim => ({ state: "unknown", cause, reasonCode: null });

/** May the remembered value of a tag carry a state? Uncertain values may; bad and empty ones may not. */
function isUsable(rules: SignalRules, memory: MachineMemory, tagCode: string): boolean {
  const reading = memory.tags[tagCode];
  if (reading === undefined || qualityOf(reading.status) === "bad" || reading.value === null)
    return false;
  return rules.state?.type !== "counter_only" || countOf(reading.value) !== null;
}

/**
 * The state of a machine at `at`, from what is remembered of its tags. Nothing is said while the connection of a needed
 * tag is lost or the tag has not been seen since the last gap: then the unknown that the gap began with goes on.
 */
export function evaluateState(rules: SignalRules, memory: MachineMemory, at: number): Derived {
  const rule = rules.state;
  if (rule === undefined || neededTags(rules).some((code) => isBlind(memory, code)))
    return unchanged(memory);
  const needed = neededTags(rules).filter((code) => memory.tags[code] !== undefined);
  const seen = needed.filter((code) => !memory.stale.includes(code));
  if (seen.some((code) => !isUsable(rules, memory, code))) {
    return settleState({ ...memory, movement: null }, noReading("bad_quality"), at, 0);
  }
  if (seen.length < neededTags(rules).length) return unchanged(memory);
  if (rule.type === "counter_only") {
    const { movement } = memory;
    if (movement === null || movement.state === null) return unchanged(memory);
    return settleState(
      memory,
      explainByAlarm(
        rules.alarm,
        memory.alarm,
        duringChangeover(memory.changeover, { state: movement.state, cause: null }),
      ),
      at,
      0,
    );
  }
  const tag = (code: string | undefined) =>
    code === undefined ? null : (memory.tags[code]?.value ?? null);
  const { reading, side } = readState(rule, tag, memory);
  const remembered = side === memory.side ? memory : { ...memory, side };
  return settleState(
    remembered,
    explainByAlarm(rules.alarm, memory.alarm, duringChangeover(memory.changeover, reading)),
    at,
    holdMsOf(rule),
  );
}

/** The state is unknown from `at` on for a reason outside the tags' values (lost link, silence, dropped values). */
export const claimUnknown = (memory: MachineMemory, cause: string, at: number): Derived =>
  settleState(memory, noReading(cause), at, 0);
