import { z } from "zod";
import { idOf } from "../kernel/id.ts";
import { instant, range } from "../kernel/instant.ts";
import { commandInput } from "../kernel/list.ts";
import { command, query } from "../kernel/operation.ts";
import { machineState, provenance } from "../machines/machine-state.ts";
import { knownBy } from "./known-by.ts";

/** What a server's own history gave back of a gap. `upTo`: complete up to here; null = nothing came. */
export const backReadResult = z.object({
  samples: z.int(),
  upTo: z.int().nullable(),
  failure: z.string().nullable(),
});
export type BackReadResult = z.infer<typeof backReadResult>;

/** A stretch in which a connection told nothing, or in which values of one tag were dropped. */
export const gapRow = z.object({
  id: z.string(),
  connectionId: z.string(),
  connectionCode: z.string(),
  connectionName: z.string(),
  startsAt: z.int(),
  endsAt: z.int().nullable(),
  /** A link-loss cause. */
  cause: z.string(),
  detail: z.string(),
  /** The tag that lost values; null = the whole connection was silent. */
  tagCode: z.string().nullable(),
  /** What the server's own history gave back of it; null = it was not asked. */
  backRead: backReadResult.nullable(),
});
export type GapRow = z.infer<typeof gapRow>;

/** How a connection did over a range. Milliseconds; whole-connection gaps only, overlaps counted once. */
export const uptimeRow = z.object({
  connectionId: z.string(),
  code: z.string(),
  name: z.string(),
  /** From its creation or the start of the range, up to now or the end. */
  watchedMs: z.int(),
  lostMs: z.int(),
  /** The part of `lostMs` in which it was switched off or the engine did not run: not the machine's network. */
  ownMs: z.int(),
  gapCount: z.int(),
  longestMs: z.int(),
  byCause: z.array(z.object({ cause: z.string(), count: z.int(), ms: z.int() })),
});
export type UptimeRow = z.infer<typeof uptimeRow>;

/**
 * How every millisecond of a machine is known, from its first fact or the start of the range up to now or its end; together
 * they are that time. Unknown time whose pieces a counter difference tells is `reconstructed`.
 */
export const knowledgeRow = z.object({
  machineId: z.string(),
  code: z.string(),
  name: z.string(),
  knownBy,
});
export type KnowledgeRow = z.infer<typeof knowledgeRow>;

/** A stretch of a machine's time that nobody measured: unknown, or typed since. */
export const stretchRow = z.object({
  start: z.int(),
  /** The end, or the last captured moment while it lasts. */
  end: z.int(),
  isOpen: z.boolean(),
  state: machineState,
  cause: z.string().nullable(),
  provenance,
});
export type StretchRow = z.infer<typeof stretchRow>;

export const ledgerContract = {
  gaps: query("connection:read")
    .input(
      z.object({
        /** Words of the connection, the details or the signal. */
        search: z.string().trim().max(200).default(""),
        connectionId: idOf<"connection">().optional(),
        range: range.optional(),
        cause: z.string().max(40).optional(),
        /** At least this long. */
        minimumMs: z.int().min(0).default(0),
        sortBy: z.enum(["startsAt", "duration"]).default("startsAt"),
        sortDirection: z.enum(["asc", "desc"]).default("desc"),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(5_000).default(100),
      }),
    )
    .output(z.object({ rows: z.array(gapRow), total: z.int() })),
  uptime: query("connection:read", { heavy: true })
    .input(z.object({ range }))
    .output(z.object({ rows: z.array(uptimeRow) })),
  knowledge: query("machine:read", { heavy: true })
    .input(z.object({ range }))
    .output(z.object({ rows: z.array(knowledgeRow) })),
  /** The stretches of one machine that nobody measured, the longest first. */
  stretches: query("machine:read", { heavy: true })
    .input(
      z.object({
        machineId: idOf<"machine">(),
        range,
        limit: z.int().min(1).max(200).default(20),
      }),
    )
    .output(z.object({ rows: z.array(stretchRow) })),
  /**
   * A person says what a machine did in time that nobody measured. Only unknown time of the span is taken, as `typed`;
   * what was measured stays. Refused with INVALID for a span that ends in the future, and with NOT_NOW when
   * nothing in it is unknown, or while the machine has not been seen again since (its history may still come).
   */
  declareState: command("production:log")
    .input(
      commandInput({
        machineId: idOf<"machine">(),
        from: instant,
        to: instant,
        state: machineState.exclude(["unknown"]),
        note: z.string().trim().min(1).max(200),
      }),
    )
    .output(z.object({ typedMs: z.int() })),
  /** Typed time of the span is unknown again. NOT_NOW when there is none. */
  withdrawState: command("production:log")
    .input(commandInput({ machineId: idOf<"machine">(), from: instant, to: instant }))
    .output(z.object({ unknownMs: z.int() })),
};
