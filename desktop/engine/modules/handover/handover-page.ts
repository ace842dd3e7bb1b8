import type { ShiftInstanceId } from "#shared/kernel/id.ts";
import { handoverFacts } from "#shared/handover/handover-facts.ts";
import { emptyNotes, handoverNotes } from "#shared/handover/handover-notes.ts";
import type { HandoverPage } from "#shared/handover/handover.contract.ts";
import type { Reader } from "../../database/reader.ts";
import { draftFacts, shiftOf } from "./draft-facts.ts";
import {
  digestOf,
  handoverPolicyOf,
  incoming,
  outgoing,
  storedHandover,
} from "./handover.store.ts";

async function neighbour(
  reader: Reader,
  patternId: string,
  start: number,
  which: "before" | "after",
): Promise<string | null> {
  const row = await reader
    .selectFrom("shift_instance")
    .select("id")
    .where("pattern_id", "=", patternId as never)
    .where("starts_at", which === "before" ? "<" : ">", start)
    .orderBy("starts_at", which === "before" ? "desc" : "asc")
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** A hand-over as it stands: signed facts as they were signed, else the facts as they are now. */
export async function handoverPage(
  reader: Reader,
  { shiftId }: { readonly shiftId: ShiftInstanceId },
  clock = Date.now(),
): Promise<HandoverPage> {
  const shift = await shiftOf(reader, shiftId);
  const stored = await storedHandover(reader, shiftId);
  const { policy } = await handoverPolicyOf(reader);
  const facts =
    stored?.facts == null
      ? await draftFacts(reader, shiftId, clock)
      : handoverFacts.parse(JSON.parse(stored.facts));
  return {
    status: stored?.status ?? "none",
    version: stored?.version ?? 0,
    facts,
    notes: stored === undefined ? emptyNotes : handoverNotes.parse(JSON.parse(stored.notes)),
    unclassifiedReason: stored?.unclassified_reason ?? null,
    signed: stored === undefined ? null : outgoing(stored),
    acknowledged: stored === undefined ? null : incoming(stored),
    acknowledgedNote: stored?.acknowledged_note ?? null,
    digest: stored?.digest ?? null,
    isIntact: stored?.digest == null ? null : digestOf(stored) === stored.digest,
    policy,
    opensAt: shift.end - policy.openBeforeEndMs,
    previousShiftId: await neighbour(reader, shift.patternId, shift.start, "before"),
    nextShiftId: await neighbour(reader, shift.patternId, shift.start, "after"),
  };
}
