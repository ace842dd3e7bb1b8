import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { idOf } from "../kernel/id.ts";
import { range } from "../kernel/instant.ts";
import { basedOn, commandInput, listInput, listOutput } from "../kernel/list.ts";
import { command, query, stream } from "../kernel/operation.ts";
import { andonKind } from "./andon-kind.ts";
import { andonPolicy } from "./andon-policy.ts";
import { callStatus } from "./call-status.ts";

export const callRow = z.object({
  id: z.string(),
  machineId: z.string(),
  machineCode: z.string(),
  machineName: z.string(),
  kind: andonKind,
  status: callStatus,
  note: z.string(),
  openedAt: z.int(),
  openedBy: z.string(),
  /** The account it was opened with; null when that is not known. */
  openedById: z.string().nullable(),
  acknowledgedAt: z.int().nullable(),
  acknowledgedBy: z.string().nullable(),
  closedAt: z.int().nullable(),
  closedBy: z.string().nullable(),
  /** What was done, or why it was taken back. */
  resolution: z.string(),
  /** Steps of the escalation that have been told. */
  stepsTold: z.int(),
  /** When the next step will be told unless somebody answers; null = none is left or needed. */
  nextStepAt: z.int().nullable(),
  version: z.int(),
});
export type CallRow = z.infer<typeof callRow>;

const openCalls = z.object({ now: z.int(), calls: z.array(callRow) });
export type OpenCalls = z.infer<typeof openCalls>;

/**
 * How quickly calls were answered. Milliseconds. Calls that were taken back before anybody came are in `cancelled` alone.
 * Those that still wait are no answered calls, but they are not forgotten either: `ifAnsweredNowMs` counts them in.
 */
export const responseFigures = z.object({
  calls: z.int(),
  acknowledged: z.int(),
  resolved: z.int(),
  cancelled: z.int(),
  /** Waiting for somebody now. */
  waiting: z.int(),
  /** MTTA = Σ (acknowledged − opened) / acknowledged calls (kpi.md); null without one. */
  acknowledgeMs: z.number().nullable(),
  /** The mean if all that wait were answered now: the true mean will not be below it. */
  ifAnsweredNowMs: z.number().nullable(),
  /** The longest time anybody waited or waits. */
  longestMs: z.int().nullable(),
  /** Σ (resolved − opened) / resolved calls. */
  resolveMs: z.number().nullable(),
});
export type ResponseFigures = z.infer<typeof responseFigures>;

const grouped = responseFigures.extend({
  /** A kind, a machine's id, or a shift's code; empty for calls outside any shift. */
  key: z.string(),
  name: z.string(),
});
export type GroupedResponse = z.infer<typeof grouped>;

export const andonContract = {
  /** Calls from a machine. DUPLICATE while a call of the kind waits there; its value is who called and since when (ISO). */
  call: command("andon:call")
    .input(
      commandInput({
        machineId: idOf<"machine">(),
        kind: andonKind,
        note: z.string().trim().max(300).default(""),
      }),
    )
    .output(callRow),
  /** Somebody is on the way. NOT_NOW when somebody was before, or the call is closed. */
  acknowledge: command("andon:answer")
    .input(commandInput({ id: idOf<"andon-call">() }))
    .output(callRow),
  /** The matter is done; whoever had not acknowledged does it with this. NOT_NOW when the call is closed. */
  resolve: command("andon:answer")
    .input(
      commandInput({
        id: idOf<"andon-call">(),
        resolution: z.string().trim().min(1, { error: "must say what was done" }).max(500),
      }),
    )
    .output(callRow),
  /** Takes a call back. Its caller may, and whoever may answer; FORBIDDEN for others. NOT_NOW when the call is closed. */
  cancel: command("andon:call")
    .input(
      commandInput({
        id: idOf<"andon-call">(),
        reason: z.string().trim().max(300).default(""),
      }),
    )
    .output(callRow),
  list: query("machine:read")
    .input(
      listInput(["openedAt", "machine", "kind", "status", "acknowledgeMs", "resolveMs"])
        .unwrap()
        .extend({
          machineId: idOf<"machine">().optional(),
          kind: andonKind.optional(),
          status: callStatus.optional(),
          range: range.optional(),
        })
        .prefault({}),
    )
    .output(listOutput(callRow)),
  /** Every call that is not closed, the oldest first. */
  open: query("machine:read").output(openCalls),
  /** All open calls at once, and again whenever one of them changes. */
  watch: stream("machine:read").output(eventIterator(openCalls)),
  responseTimes: query("machine:read", { heavy: true })
    .input(z.object({ range, by: z.enum(["kind", "machine", "shift"]) }))
    .output(z.object({ now: z.int(), all: responseFigures, rows: z.array(grouped) })),
  policy: query("alert:update").output(z.object({ policy: andonPolicy, version: z.int() })),
  updatePolicy: command("alert:update")
    .input(commandInput({ basedOn, policy: andonPolicy }))
    .output(z.object({ policy: andonPolicy, version: z.int() })),
};
