import { z } from "zod";

/**
 * What a changeover is told as: five instants and the four phases between them. Milliseconds; an instant that cannot be
 * known is absent with its reason and never guessed.
 */

/** How exactly an instant is known: by the machine's state to the second, by counted pieces to the minute. */
export const stripInstant = z.object({ at: z.int(), known: z.enum(["second", "minute"]) });
export type StripInstant = z.infer<typeof stripInstant>;

/** Why an instant is not known. */
export const stripGaps = [
  /** No piece was counted in the run before. */
  "no_earlier_piece",
  /** The machine did not stand still: it changed while it ran. */
  "no_stop",
  /** Nothing is known of the time in which it must have been. */
  "unknown_time",
  /** No piece of the new order was counted. */
  "no_piece",
  /** Pieces were counted, none of them good. */
  "no_good_piece",
  /** Nobody has said how fast the product can be made. */
  "no_ideal_cycle",
  /** It ran, but not yet or never at rate. */
  "not_at_rate",
] as const;
export const stripPoint = z.union([
  stripInstant,
  z.object({ at: z.null(), reason: z.enum(stripGaps) }),
]);
export type StripPoint = z.infer<typeof stripPoint>;
export type StripGap = (typeof stripGaps)[number];

/** Time between two instants: all of it, and the part of it in planned time (shifts without their breaks). */
export const phaseTime = z.object({ ms: z.int(), plannedMs: z.int() }).nullable();
export type PhaseTime = z.infer<typeof phaseTime>;

export const phaseNames = ["runOut", "setUp", "firstPieces", "rampUp"] as const;
export const phaseName = z.enum(phaseNames);
/** Last good → stopped → first piece → first good → at rate. */
export type PhaseName = z.infer<typeof phaseName>;

/** What stood on the machine before or after. */
export const madeBy = z.object({
  runId: z.string(),
  productCode: z.string().nullable(),
  productName: z.string().nullable(),
  orderNo: z.string().nullable(),
});
export type MadeBy = z.infer<typeof madeBy>;

export const changeoverStrip = z.object({
  lastGood: stripPoint,
  stopped: stripPoint,
  firstPiece: stripPoint,
  firstGood: stripPoint,
  atRate: stripPoint,
  phases: z.object({
    runOut: phaseTime,
    setUp: phaseTime,
    firstPieces: phaseTime,
    rampUp: phaseTime,
  }),
  /** Last good (or stopped, where no good piece is known before) → at rate. */
  whole: phaseTime,
  /** `interrupted`: the next change came before it was at rate; `open`: it may still get there. */
  outcome: z.enum(["complete", "open", "interrupted", "not_reached"]),
  /** Time inside of which nothing is known. Milliseconds. */
  unknownMs: z.int(),
});
export type ChangeoverStrip = z.infer<typeof changeoverStrip>;

export const changeoverRow = changeoverStrip.extend({
  id: z.string(),
  machineId: z.string(),
  machineCode: z.string(),
  machineName: z.string(),
  /** Instant the change was told. */
  at: z.int(),
  kind: z.enum(["product", "order"]),
  from: madeBy,
  to: madeBy,
});
export type ChangeoverRow = z.infer<typeof changeoverRow>;
