import { z } from "zod";
import { andonKind } from "../andon/andon-kind.ts";
import { machineState } from "../machines/machine-state.ts";

/** What was seen when an alert was raised, and what the rule allows. Shares 0..1, durations in milliseconds. */
export const alertFacts = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("stop_longer"),
    minutes: z.int(),
    since: z.int(),
    state: machineState,
    cause: z.string().nullable(),
  }),
  z.object({
    kind: z.literal("oee_below"),
    percent: z.number(),
    oee: z.number(),
    coverage: z.number(),
    shift: z.string(),
    shiftStart: z.int(),
  }),
  z.object({
    kind: z.literal("rate_below"),
    percent: z.number(),
    minutes: z.int(),
    /** Effectiveness over those minutes: made at the ideal rate / run. */
    rate: z.number(),
  }),
  z.object({
    kind: z.literal("link_lost"),
    minutes: z.int(),
    since: z.int(),
    connection: z.string(),
  }),
  z.object({
    kind: z.literal("unclassified_above"),
    minutes: z.int(),
    unclassifiedMs: z.int(),
    shift: z.string(),
    shiftStart: z.int(),
  }),
  z.object({
    kind: z.literal("counts_suspect"),
    code: z.string(),
    tag: z.string(),
    detail: z.string(),
  }),
  /** A call from a machine, or a step of its escalation. */
  z.object({
    kind: z.literal("andon"),
    call: andonKind,
    note: z.string(),
    since: z.int(),
    by: z.string(),
    step: z.int(),
  }),
  /** Something a signal rule noticed. */
  z.object({ kind: z.literal("notice"), code: z.string(), tag: z.string(), detail: z.string() }),
  /** An alert that could not be sent. `target`: the address or the name of the webhook. */
  z.object({
    kind: z.literal("delivery_failed"),
    channel: z.enum(["mail", "webhook"]),
    target: z.string(),
    detail: z.string(),
  }),
]);
export type AlertFacts = z.infer<typeof alertFacts>;
export type AlertKind = AlertFacts["kind"];

export const alertKinds = [
  "andon",
  "stop_longer",
  "oee_below",
  "rate_below",
  "link_lost",
  "unclassified_above",
  "counts_suspect",
  "notice",
  "delivery_failed",
] as const satisfies readonly AlertKind[];
