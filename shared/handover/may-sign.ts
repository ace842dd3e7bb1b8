import type { HandoverNotes } from "./handover-notes.ts";
import type { HandoverPolicy } from "./handover-policy.ts";

export interface Signing {
  readonly notes: HandoverNotes;
  readonly unclassifiedMs: number;
  readonly unclassifiedReason: string | null;
  readonly policy: HandoverPolicy;
}

/** What is missing before the outgoing supervisor can sign; [] = nothing. */
export function missingForSignature(signing: Signing): { path: string; message: string }[] {
  const { notes, unclassifiedMs, unclassifiedReason, policy } = signing;
  const missing: { path: string; message: string }[] = [];
  if (notes.safetyIncident === null)
    missing.push({
      path: "notes.safetyIncident",
      message: "say whether anybody was hurt or nearly was",
    });
  if (notes.safetyIncident === true && notes.safety === "")
    missing.push({ path: "notes.safety", message: "say what happened" });
  if (unclassifiedMs > policy.unclassifiedLimitMs && (unclassifiedReason ?? "").trim() === "")
    missing.push({
      path: "unclassifiedReason",
      message: "say why so much standstill has no reason, or classify it first",
    });
  return missing;
}
