import type { ImportedTag } from "../connections/connection-rows.ts";
import type { TagClass } from "../connections/tag.ts";
import type { TagValue } from "../machines/sample.ts";
import { signalRules, type CounterRule, type SignalRules } from "../machines/signal-rules.ts";
import { counterSteps, type CounterSteps } from "./counter-steps.ts";
import { median } from "./median.ts";
import { rankCounters } from "./rank-counters.ts";
import { rankStates, type RankedState, type StateReading } from "./rank-states.ts";
import type { Candidate, Recording } from "./recording.ts";

/** Below this a candidate agrees by chance: it is shown, but not proposed. */
export const enough = 0.5;
/** The second best this close is told: the person decides. */
const closeCall = 0.03;
/** The best rate seen, and half as much again before a count is doubted. */
const rateRoom = 1.5;

export interface Proposal {
  readonly ranked: {
    readonly counter: ReturnType<typeof rankCounters>;
    readonly running: RankedState[];
    readonly fault: RankedState[];
  };
  readonly tags: ImportedTag[];
  readonly signals: SignalRules | null;
  /** Codes of the locale texts. */
  readonly notes: string[];
}

/** Which of the ranked candidates the person chose, by address; absent = the best one; null = none. */
export interface Choice {
  readonly counter?: string | null;
  readonly running?: string | null;
  readonly fault?: string | null;
}

/**
 * Tags and rules for the machine from what was marked: the counter with its modulus, reset habit and rate, the running
 * and fault signals. Without a running signal running is inferred from the counter.
 * @param machineCode lower-case code that the tags begin with, e.g. `press-1`
 */
export function proposeRules(
  recording: Recording,
  machineCode: string,
  choice: Choice = {},
): Proposal {
  const ranked = {
    counter: rankCounters(recording),
    running: rankStates(recording, "running"),
    fault: rankStates(recording, "fault"),
  };
  const counter = chosen(ranked.counter, choice.counter);
  const running = chosen(ranked.running, choice.running);
  const fault = chosen(ranked.fault, choice.fault);
  const candidateAt = (address: string): Candidate =>
    recording.candidates.find((one) => one.address === address)!;
  const moves = counter === null ? null : counterSteps(candidateAt(counter.address));

  const tags: ImportedTag[] = [];
  const tag = (name: string, address: string, tagClass: TagClass): string => {
    const code = `${machineCode}.${name}`;
    const candidate = candidateAt(address);
    tags.push({ ...plainTag, code, name: candidate.name, address, class: tagClass });
    return code;
  };
  const counts =
    counter === null || moves === null
      ? null
      : counterRule(tag("count", counter.address, "counter"), candidateAt(counter.address), moves);
  const faultTag = fault === null ? undefined : tag("fault", fault.address, "alarm");
  const state = stateRule(
    running === null
      ? null
      : {
          tag: tag("running", running.address, classOf(running.reading)),
          reading: running.reading,
        },
    faultTag,
    moves,
  );
  const rules = {
    ...(state && { state }),
    ...(counts && { counts: { total: counts } }),
    ...(faultTag !== undefined && (!state || !("fault" in state)) && { alarm: { tag: faultTag } }),
  };
  return {
    ranked,
    tags,
    signals: Object.keys(rules).length === 0 ? null : signalRules.parse(rules),
    notes: notesOf(recording, ranked, { hasCounter: counter !== null, moves }),
  };
}

const plainTag = {
  unit: null,
  deadband: null,
  deadbandKind: "absolute",
  span: null,
  samplingMs: null,
} as const;

function chosen<Ranked extends { readonly address: string; readonly agreement: number }>(
  ranked: readonly Ranked[],
  choice: string | null | undefined,
): Ranked | null {
  if (choice === null) return null;
  if (choice !== undefined) return ranked.find(({ address }) => address === choice) ?? null;
  const best = ranked[0];
  return best !== undefined && best.agreement >= enough ? best : null;
}

const classOf = (reading: StateReading): TagClass =>
  reading.kind === "values" ? "state" : "analog";

/** What a counter of this type can hold at most, plus one. A signed one may run into the negative: unknown, so not said. */
const moduli: Readonly<Record<string, number>> = {
  byte: 256,
  uint16: 65_536,
  uint32: 4_294_967_296,
};

function counterRule(tag: string, candidate: Candidate, moves: CounterSteps): CounterRule {
  const modulus = moduli[candidate.dataType?.toLowerCase() ?? ""];
  const rate = bestPerMinute(moves);
  return {
    tag,
    ...(modulus !== undefined && { modulus }),
    // Seen to start again by itself while everything ran: so it does that.
    reset: moves.resets.length > 0 ? "accept" : "confirmed",
    jitter: 0,
    ...(rate !== null && { maxPerMinute: Math.ceil(rate * rateRoom) }),
    piecesPerCount: 1,
  };
}

function bestPerMinute({ steps }: CounterSteps): number | null {
  const rates = steps.slice(1).flatMap(({ at, by }, i) => {
    const ms = at - steps[i]!.at;
    return ms > 0 ? [(Number(by) * 60_000) / ms] : [];
  });
  return rates.length === 0 ? null : Math.max(...rates);
}

function stateRule(
  running: { readonly tag: string; readonly reading: StateReading } | null,
  fault: string | undefined,
  moves: CounterSteps | null,
): SignalRules["state"] | null {
  if (running !== null) {
    const { reading, tag } = running;
    if (reading.kind === "values")
      return isPlainBit(reading)
        ? { type: "running_bit", running: tag, ...(fault && { fault }), debounceMs: 1_000 }
        : wordRule(tag, reading);
    return {
      type: "threshold",
      value: tag,
      runningAbove: reading.threshold,
      stoppedBelow: reading.threshold,
      holdMs: 0,
      ...(fault && { fault }),
    };
  }
  const cycleMs = moves === null ? Number.NaN : usualCycleMs(moves);
  if (Number.isNaN(cycleMs)) return null;
  return { type: "counter_only", factor: 3, minimumMs: 5_000, expectedCycleMs: cycleMs };
}

type ValuesReading = Extract<StateReading, { kind: "values" }>;

const isZero = (value: TagValue): boolean => value === false || value === 0 || value === 0n;

/** On means running and off does not, as a running bit is read. */
const isPlainBit = ({ meaning, others }: ValuesReading): boolean =>
  !meaning.some(isZero) && others.every(isZero);

/** A state number, or a bit that is off while the machine runs; null for texts, which no rule reads. */
function wordRule(word: string, { meaning }: ValuesReading): SignalRules["state"] | null {
  const numbers = meaning.map(Number);
  if (meaning.some((value) => typeof value === "string") || numbers.some(isNoWord)) return null;
  return {
    type: "state_word",
    word,
    meanings: numbers.map((value) => ({ mask: wholeWord, value, state: "running" })),
    otherwise: "stopped",
    debounceMs: 1_000,
  };
}

const wholeWord = 0xffff_ffff;
const isNoWord = (value: number): boolean =>
  !Number.isInteger(value) || value < 0 || value > wholeWord;

function usualCycleMs({ steps }: CounterSteps): number {
  const between = median(steps.slice(1).map(({ at }, i) => at - steps[i]!.at));
  return Number.isNaN(between) ? between : Math.max(1, Math.round(between));
}

function notesOf(
  { marks }: Recording,
  ranked: Proposal["ranked"],
  found: { readonly hasCounter: boolean; readonly moves: CounterSteps | null },
): string[] {
  const parts = marks.filter(({ kind }) => kind === "part").length;
  const isClose = (list: readonly { readonly agreement: number }[]): boolean =>
    list.length > 1 &&
    list[0]!.agreement >= enough &&
    list[0]!.agreement - list[1]!.agreement < closeCall;
  return [
    ...(parts < 5 ? ["few_parts"] : []),
    ...(parts >= 2 && !found.hasCounter ? ["no_counter"] : []),
    ...(isClose(ranked.counter) ? ["counters_alike"] : []),
    ...(found.moves?.kind === "pulse" ? ["pulse_may_be_missed"] : []),
    ...(marks.some(({ kind }) => kind === "stopped") ? [] : ["no_stop_marked"]),
    ...(ranked.running[0] === undefined || ranked.running[0].agreement < enough
      ? ["running_inferred"]
      : []),
    ...(isClose(ranked.running) ? ["running_alike"] : []),
  ];
}
