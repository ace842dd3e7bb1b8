import { z } from "zod";
import { instant } from "../../kernel/instant.ts";
import type { CounterRule } from "../signal-rules.ts";
import {
  judgeStep,
  mayHaveWrappedUnseen,
  suspectCodes,
  type CounterStep,
  type SuspectCode,
} from "./counter-step.ts";
import type { NoticeCode } from "./machine-notice.ts";

/** Counter values stand as decimal text: UInt64 goes beyond 2^53. */
const rawCount = z.string().regex(/^-?\d{1,40}$/);

/**
 * The last believed reading of one counter.
 * - `gapFrom`: what is counted next happened at unknown times from here on (link, engine or quality was lost).
 * - `restarted`: the PLC restarted since the reading.
 * - `hold`: a doubtful reading that waits one reading, or `holdLimitMs`, to see whether the value returns.
 */
export const counterMemory = z.object({
  raw: rawCount,
  at: instant,
  gapFrom: instant.nullable(),
  restarted: z.boolean(),
  hold: z
    .object({
      raw: rawCount,
      at: instant,
      verdict: z.enum(["reset", "jitter", ...suspectCodes]),
      counts: rawCount,
    })
    .nullable(),
});
export type CounterMemory = z.infer<typeof counterMemory>;
type Hold = NonNullable<CounterMemory["hold"]>;

/** Pieces between two readings, half-open `[from, to)`. */
export interface CounterDelta {
  readonly from: number;
  readonly to: number;
  readonly pieces: number;
  readonly provenance: "measured" | "reconstructed";
  readonly suspect: SuspectCode | null;
}

export interface CounterNote {
  readonly at: number;
  readonly code: NoticeCode;
  readonly detail: string;
}

export interface CounterOutcome {
  readonly memory: CounterMemory;
  readonly deltas: readonly CounterDelta[];
  readonly notes: readonly CounterNote[];
}

/** A doubtful value that has not returned after this long is taken for what it seems to be. */
export const holdLimitMs = 10_000;

const nothing = (memory: CounterMemory): CounterOutcome => ({ memory, deltas: [], notes: [] });

const followedBy = (
  first: CounterOutcome,
  next: (memory: CounterMemory) => CounterOutcome,
): CounterOutcome => {
  const second = next(first.memory);
  return {
    memory: second.memory,
    deltas: [...first.deltas, ...second.deltas],
    notes: [...first.notes, ...second.notes],
  };
};

const largest = BigInt(Number.MAX_SAFE_INTEGER);

const piecesOf = (rule: CounterRule, counts: bigint): number => {
  const pieces = counts * BigInt(rule.piecesPerCount);
  return Number(pieces > largest ? largest : pieces < -largest ? -largest : pieces);
};

/** Moves the baseline to a reading and tells what was counted on the way. Nothing counted leaves no fact. */
function moveTo(
  rule: CounterRule,
  memory: CounterMemory,
  reading: { raw: bigint; at: number },
  counts: bigint,
  suspect: SuspectCode | null,
): CounterOutcome {
  const moved: CounterMemory = {
    raw: reading.raw.toString(),
    at: reading.at,
    gapFrom: null,
    restarted: false,
    hold: null,
  };
  if (counts === 0n) return nothing(moved);
  const since = memory.gapFrom === null ? memory.at : Math.max(memory.at, memory.gapFrom);
  const delta: CounterDelta = {
    from: Math.min(since, reading.at - 1),
    to: reading.at,
    pieces: piecesOf(rule, counts),
    provenance: memory.gapFrom === null ? "measured" : "reconstructed",
    suspect,
  };
  return { memory: moved, deltas: [delta], notes: [] };
}

const note = (at: number, code: NoticeCode, memory: CounterMemory, raw: string): CounterNote => ({
  at,
  code,
  detail: `${memory.raw} → ${raw}`,
});

/** Ends the waiting: the held reading becomes the baseline with the meaning it had. */
function releaseHold(rule: CounterRule, memory: CounterMemory, hold: Hold): CounterOutcome {
  const suspect =
    hold.verdict === "reset" ? null : hold.verdict === "jitter" ? "correction" : hold.verdict;
  const moved = moveTo(
    rule,
    memory,
    { raw: BigInt(hold.raw), at: hold.at },
    BigInt(hold.counts),
    suspect,
  );
  const code = suspect === null ? "counter_reset" : "counter_suspect";
  return { ...moved, notes: [...moved.notes, note(hold.at, code, memory, hold.raw)] };
}

const circumstances = (memory: CounterMemory, at: number) => ({
  elapsedMs: at - memory.at,
  restarted: memory.restarted,
});

/** Counts from a believed reading to a later one, or null when the later one does not follow from it. */
const distance = (step: CounterStep): bigint | null => {
  if (step.kind === "same") return 0n;
  return step.kind === "counted" && step.how !== "reset" ? step.counts : null;
};

/** Did the value come back to where it was before the held reading, so that the held one was a glitch? */
function hasReturned(
  rule: CounterRule,
  memory: CounterMemory,
  hold: Hold,
  raw: bigint,
  at: number,
): boolean {
  const fromBase = distance(judgeStep(rule, BigInt(memory.raw), raw, circumstances(memory, at)));
  if (fromBase === null) return false;
  const fromHeld = distance(
    judgeStep(rule, BigInt(hold.raw), raw, { elapsedMs: at - hold.at, restarted: false }),
  );
  // Small counters pass their old value soon after a true reset: a return must lie much nearer to the old value.
  return hold.verdict === "jitter" || fromHeld === null || fromHeld > 10n * fromBase + 10n;
}

function step(rule: CounterRule, memory: CounterMemory, raw: bigint, at: number): CounterOutcome {
  const judged = judgeStep(rule, BigInt(memory.raw), raw, circumstances(memory, at));
  const reading = { raw, at };
  const holdAs = (verdict: Hold["verdict"], counts: bigint): CounterOutcome =>
    nothing({ ...memory, hold: { raw: raw.toString(), at, verdict, counts: counts.toString() } });
  switch (judged.kind) {
    case "same":
      return moveTo(rule, memory, reading, 0n, null);
    case "counted": {
      if (judged.how === "reset" && !memory.restarted) return holdAs("reset", judged.counts);
      const moved = moveTo(rule, memory, reading, judged.counts, null);
      const ambiguous = memory.gapFrom !== null && mayHaveWrappedUnseen(rule, at - memory.at);
      const notes = [
        ...(judged.how === "wrap" ? [note(at, "counter_wrapped", memory, raw.toString())] : []),
        ...(judged.how === "reset" ? [note(at, "counter_reset", memory, raw.toString())] : []),
        ...(ambiguous ? [note(at, "wrap_ambiguous", memory, raw.toString())] : []),
      ];
      return { ...moved, notes };
    }
    case "jitter":
      return holdAs("jitter", judged.counts);
    case "suspect":
      return holdAs(judged.why, judged.counts);
    default:
      return judged satisfies never;
  }
}

/**
 * One good reading of a counter at `at` (not before the one before). The first reading ever gives no pieces: nobody
 * knows when they were made.
 */
export function readCounter(
  rule: CounterRule,
  memory: CounterMemory | undefined,
  raw: bigint,
  at: number,
): CounterOutcome {
  if (memory === undefined)
    return nothing({ raw: raw.toString(), at, gapFrom: null, restarted: false, hold: null });
  const { hold } = memory;
  if (hold === null) return step(rule, memory, raw, at);
  const withoutHold = { ...memory, hold: null };
  if (hasReturned(rule, memory, hold, raw, at)) {
    const resumed = step(rule, withoutHold, raw, at);
    const ignored = note(hold.at, "counter_returned", memory, hold.raw);
    return hold.verdict === "jitter" ? resumed : { ...resumed, notes: [ignored, ...resumed.notes] };
  }
  if (hold.verdict === "jitter") {
    const again = step(rule, withoutHold, raw, at);
    const stillBack = again.memory.hold?.verdict === "jitter" ? again.memory.hold : null;
    if (stillBack === null) return again;
    const since = { ...stillBack, at: hold.at };
    return settleHold(rule, { ...memory, hold: since }, at);
  }
  return followedBy(releaseHold(rule, withoutHold, hold), (released) =>
    step(rule, released, raw, at),
  );
}

/** Ends the waiting of a doubtful reading when its limit has passed. */
export function settleHold(rule: CounterRule, memory: CounterMemory, now: number): CounterOutcome {
  const { hold } = memory;
  return hold === null || now - hold.at < holdLimitMs
    ? nothing(memory)
    : releaseHold(rule, memory, hold);
}

/**
 * The counter is out of sight from `at` on: what it shows next was counted at unknown times. A doubtful reading can no
 * longer return, so it is settled; a small step back is forgotten.
 */
export function loseSight(
  rule: CounterRule,
  memory: CounterMemory,
  at: number,
  restarted: boolean,
): CounterOutcome {
  const { hold } = memory;
  const settled =
    hold === null || hold.verdict === "jitter"
      ? nothing({ ...memory, hold: null })
      : releaseHold(rule, memory, hold);
  const { memory: last } = settled;
  return {
    ...settled,
    memory: {
      ...last,
      gapFrom: last.gapFrom ?? Math.max(at, last.at),
      restarted: last.restarted || restarted,
    },
  };
}

/** The counter was in sight all the time and unchanged until `at` after all: the gap is closed. */
export function confirmUnchanged(memory: CounterMemory, at: number): CounterMemory {
  return { ...memory, at: Math.max(memory.at, at), gapFrom: null, restarted: false };
}
