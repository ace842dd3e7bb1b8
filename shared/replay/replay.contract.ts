import { z } from "zod";
import { instant } from "../kernel/instant.ts";
import { query } from "../kernel/operation.ts";
import { stateSpan } from "../machines/machines.contract.ts";

/** Longest stretch that is replayed in one go: a day and its long night. Milliseconds. */
export const longestReplayMs = 25 * 3_600_000;

export const replayMachine = z.object({
  machineId: z.string(),
  code: z.string(),
  name: z.string(),
  spans: z.array(stateSpan.extend({ reasonName: z.string().nullable(), isMinor: z.boolean() })),
  runs: z.array(
    z.object({
      start: z.int(),
      end: z.int().nullable(),
      productCode: z.string().nullable(),
      orderNo: z.string().nullable(),
    }),
  ),
  /** Pieces of each minute from the start of the range on; suspect ones left out. */
  total: z.array(z.int()),
  reject: z.array(z.int()),
});
export type ReplayMachine = z.infer<typeof replayMachine>;

export const replayEventKinds = [
  "call_opened",
  "call_acknowledged",
  "call_closed",
  "classified",
  "alert",
  "link_lost",
  "link_back",
  "signed",
] as const;

/** Something people or connections did, beside what machines did. */
export const replayEvent = z.object({
  at: z.int(),
  kind: z.enum(replayEventKinds),
  machineCode: z.string().nullable(),
  /** Who; null = nobody. */
  actor: z.string().nullable(),
  /** A note, a reason's name, a cause code, or ''. */
  detail: z.string(),
});
export type ReplayEvent = z.infer<typeof replayEvent>;

export const replayRange = z.object({
  range: z.object({ from: z.int(), to: z.int() }),
  /** Facts are known up to here. */
  now: z.int(),
  machines: z.array(replayMachine),
  shifts: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      crew: z.string().nullable(),
      start: z.int(),
      end: z.int(),
    }),
  ),
  events: z.array(replayEvent),
});
export type ReplayRange = z.infer<typeof replayRange>;

export const replayContract = {
  /** Everything a past shift is shown again from, in one answer: the player asks nothing while it plays. */
  load: query("machine:read", { heavy: true })
    .input(
      z.object({
        range: z
          .object({ from: instant, to: instant })
          .refine(({ from, to }) => from < to, {
            error: '"from" must be before "to"',
            path: ["to"],
          })
          .refine(({ from, to }) => to - from <= longestReplayMs, {
            error: "must be at most 25 hours",
            path: ["to"],
          }),
      }),
    )
    .output(replayRange),
};
