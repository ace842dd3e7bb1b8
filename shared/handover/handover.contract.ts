import { z } from "zod";
import { idOf } from "../kernel/id.ts";
import { range } from "../kernel/instant.ts";
import { commandInput } from "../kernel/list.ts";
import { command, query } from "../kernel/operation.ts";
import { handoverFacts, handoverShift } from "./handover-facts.ts";
import { handoverNotes } from "./handover-notes.ts";
import { handoverPolicy } from "./handover-policy.ts";

/** `none`: nobody has begun it. */
export const handoverStatus = z.enum(["none", "draft", "signed", "acknowledged"]);
export type HandoverStatus = z.infer<typeof handoverStatus>;

const signature = z.object({ at: z.int(), userId: z.string(), name: z.string() });
export type Signature = z.infer<typeof signature>;

/** A shift and how far its hand-over is. */
export const handoverRow = z.object({
  shift: handoverShift,
  status: handoverStatus,
  /** The shift has ended and nobody has signed. */
  isOverdue: z.boolean(),
  unclassifiedMs: z.int().nullable(),
  unclassifiedReason: z.string().nullable(),
  signed: signature.nullable(),
  acknowledged: signature.nullable(),
});
export type HandoverRow = z.infer<typeof handoverRow>;

export const handoverPage = z.object({
  status: handoverStatus,
  /** 0 = nothing stored yet. */
  version: z.int(),
  /** As signed; before that as they are now. */
  facts: handoverFacts,
  notes: handoverNotes,
  unclassifiedReason: z.string().nullable(),
  signed: signature.nullable(),
  acknowledged: signature.nullable(),
  acknowledgedNote: z.string().nullable(),
  /** SHA-256 (hex) of what was signed; null before. */
  digest: z.string().nullable(),
  /** The stored text still has that digest; null before the signature. */
  isIntact: z.boolean().nullable(),
  policy: handoverPolicy,
  /** From when on it may be signed. */
  opensAt: z.int(),
  previousShiftId: z.string().nullable(),
  nextShiftId: z.string().nullable(),
});
export type HandoverPage = z.infer<typeof handoverPage>;

const shiftId = idOf<"shift-instance">();
const ownPassword = z.string().max(200);

export const handoverContract = {
  list: query("shift:read")
    .input(
      z.object({
        range,
        search: z.string().trim().max(200).default(""),
        status: handoverStatus.optional(),
        sortBy: z.enum(["start"]).default("start"),
        sortDirection: z.enum(["asc", "desc"]).default("desc"),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(5_000).default(100),
      }),
    )
    .output(z.object({ rows: z.array(handoverRow), total: z.int() })),
  /** What waits: shifts about to end or ended without a signature, and signed ones nobody has acknowledged. */
  pending: query("shift:read").output(z.object({ rows: z.array(handoverRow) })),
  get: query("shift:read", { heavy: true }).input(z.object({ shiftId })).output(handoverPage),
  /** Refused with NOT_NOW once signed, with STALE when somebody else has saved meanwhile (`basedOn` 0 = nothing stored). */
  saveNotes: command("handover:sign")
    .input(commandInput({ shiftId, basedOn: z.int().min(0), notes: handoverNotes }))
    .output(z.object({ version: z.int() })),
  /**
   * The outgoing supervisor's signature, with the password once more. Freezes facts and notes. INVALID names what is missing:
   * `notes.safetyIncident`, or `unclassifiedReason` where more standstill than the limit has no reason.
   */
  sign: command("handover:sign")
    .input(
      commandInput({
        shiftId,
        basedOn: z.int().min(0),
        notes: handoverNotes,
        unclassifiedReason: z.string().trim().max(500).nullable().default(null),
        password: ownPassword,
      }),
    )
    .output(z.object({ version: z.int(), digest: z.string() })),
  /** The incoming supervisor's signature; nobody acknowledges their own. */
  acknowledge: command("handover:sign")
    .input(
      commandInput({
        shiftId,
        basedOn: z.int().min(1),
        note: z.string().trim().max(2_000).default(""),
        password: ownPassword,
      }),
    )
    .output(z.object({ version: z.int() })),
  setPolicy: command("plant:update")
    .input(commandInput({ basedOn: z.int().min(1), policy: handoverPolicy }))
    .output(handoverPolicy),
  policy: query("shift:read").output(z.object({ policy: handoverPolicy, plantVersion: z.int() })),
};
