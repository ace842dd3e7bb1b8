import { isOverflow, qualityOf, type Sample } from "../sample.ts";
import type { SignalRules } from "../signal-rules.ts";
import { rootAlarm } from "./alarm.ts";
import { loseSight, readCounter } from "./counter.ts";
import { andThen, unchanged, type Derived } from "./derived.ts";
import { claimUnknown, evaluateState } from "./evaluate-state.ts";
import { applyCounter, inferFromReading } from "./machine-counts.ts";
import { isBlind, type MachineMemory } from "./machine-memory.ts";
import type { MachineNotice, NoticeCode } from "./machine-notice.ts";
import { counterReading, countersOf, neededTags } from "./needed-tags.ts";
import { readRun } from "./run-signal.ts";
import { rememberValue } from "./signal-value.ts";
import { seeLamp } from "./stack-light.ts";

interface Observation {
  readonly tagCode: string;
  readonly sample: Sample;
  readonly at: number;
}

const statusText = (status: number): string => `0x${(status >>> 0).toString(16).padStart(8, "0")}`;

/** Quality is told when it changes, not with every reading. */
function qualityNotices(
  before: MachineMemory,
  { tagCode, sample, at }: Observation,
): MachineNotice[] {
  const tell = (code: NoticeCode, detail: string): MachineNotice => ({ at, code, tagCode, detail });
  const quality = qualityOf(sample.status);
  const last = before.tags[tagCode];
  const changed = last === undefined ? quality !== "good" : qualityOf(last.status) !== quality;
  const unusable = quality !== "bad" && rememberValue(sample.value) === null;
  const wasUnusable = last !== undefined && last.value === null && qualityOf(last.status) !== "bad";
  return [
    ...(changed && quality === "uncertain"
      ? [tell("uncertain_quality", statusText(sample.status))]
      : []),
    ...(changed && quality === "bad" ? [tell("bad_quality", statusText(sample.status))] : []),
    ...(unusable && !wasUnusable ? [tell("unusable_value", String(sample.value))] : []),
    ...(isOverflow(sample.status) ? [tell("overflow", statusText(sample.status))] : []),
  ];
}

function remember(memory: MachineMemory, { tagCode, sample, at }: Observation): MachineMemory {
  const reading = {
    value: rememberValue(sample.value),
    status: sample.status,
    at,
    seenAt: sample.receivedTime,
  };
  return {
    ...memory,
    tags: { ...memory.tags, [tagCode]: reading },
    stale: memory.stale.includes(tagCode)
      ? memory.stale.filter((code) => code !== tagCode)
      : memory.stale,
    aliveAt: Math.max(memory.aliveAt ?? sample.receivedTime, sample.receivedTime),
  };
}

/** Values of a state tag were dropped between the last sight of it and now, so nobody knows what the machine did. */
function coverOverflow(
  rules: SignalRules,
  memory: MachineMemory,
  { tagCode, sample, at }: Observation,
): Derived {
  const last = memory.tags[tagCode];
  if (
    !isOverflow(sample.status) ||
    last === undefined ||
    isBlind(memory, tagCode) ||
    rules.state?.type === "counter_only"
  ) {
    return unchanged(memory);
  }
  const since = Math.max(last.at, memory.aliveAt ?? last.at);
  return since < at && neededTags(rules).includes(tagCode)
    ? claimUnknown(memory, "overflow", since)
    : unchanged(memory);
}

/** Bad readings never move a counter; what is counted meanwhile was counted at unknown times. */
function observeCounter(
  rules: SignalRules,
  memory: MachineMemory,
  { tagCode, sample, at }: Observation,
): Derived {
  const counter = countersOf(rules).find(({ rule }) => rule.tag === tagCode);
  if (counter === undefined) return unchanged(memory);
  const { role, rule } = counter;
  const infersState = neededTags(rules).includes(tagCode);
  const last = memory.counters[tagCode];
  const raw = qualityOf(sample.status) === "bad" ? null : counterReading(rules, role, sample.value);
  if (raw === null) {
    const kept =
      last === undefined || last.gapFrom !== null
        ? unchanged(memory)
        : applyCounter(rules, memory, { role, tagCode }, loseSight(rule, last, at, false));
    return infersState ? andThen(kept, (after) => evaluateState(rules, after, at)) : kept;
  }
  const outcome = readCounter(rule, last, raw, at);
  const counted = applyCounter(rules, memory, { role, tagCode }, outcome);
  return infersState
    ? andThen(counted, (after) => inferFromReading(rules, after, outcome.deltas, at))
    : counted;
}

function observeAlarm(
  rules: SignalRules,
  memory: MachineMemory,
  { tagCode, sample, at }: Observation,
): Derived {
  const value = rememberValue(sample.value);
  if (rules.alarm?.tag !== tagCode || qualityOf(sample.status) === "bad" || value === null)
    return unchanged(memory);
  return evaluateState(
    rules,
    { ...memory, alarm: rootAlarm(memory.alarm, value, at, rules.alarm.coding) },
    at,
  );
}

/** Whether a lamp blinks follows from when its bit changes. */
function observeLamp(
  rules: SignalRules,
  memory: MachineMemory,
  { tagCode, sample, at }: Observation,
): MachineMemory {
  const rule = rules.state;
  if (rule?.type !== "stack_light" || !rule.lamps.some(({ tag }) => tag === tagCode)) return memory;
  const value = rememberValue(sample.value);
  if (qualityOf(sample.status) === "bad" || value === null) return memory;
  const lamp = seeLamp(memory.lamps[tagCode], value, at, rule.blinkMs);
  return { ...memory, lamps: { ...memory.lamps, [tagCode]: lamp } };
}

/** Everything one reading of one tag means for its machine. Readings of a tag never run backwards in time. */
export function observeSample(
  rules: SignalRules,
  before: MachineMemory,
  observation: Observation,
): Derived {
  const { tagCode } = observation;
  const seen = {
    ...observation,
    at: Math.max(observation.at, before.tags[tagCode]?.at ?? observation.at),
  };
  const covered = coverOverflow(rules, before, seen);
  const remembered: Derived = {
    memory: observeLamp(rules, remember(covered.memory, seen), seen),
    facts: covered.facts,
    notices: qualityNotices(before, seen),
  };
  const counted = andThen(remembered, (memory) => observeCounter(rules, memory, seen));
  const alarmed = andThen(counted, (memory) => observeAlarm(rules, memory, seen));
  const run = andThen(alarmed, (memory) => readRun(rules, memory, tagCode, seen.at));
  const readable = rules.state !== undefined && rules.state.type !== "counter_only";
  return readable && neededTags(rules).includes(tagCode)
    ? andThen(run, (memory) => evaluateState(rules, memory, seen.at))
    : run;
}
