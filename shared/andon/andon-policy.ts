import { z } from "zod";
import { alertRecipients } from "../alerts/alert-channels.ts";

/** One step of the escalation: after so long without what it waits for, these are told. */
export const escalationStep = z.object({
  /** Minutes since the call; 0 = with the call itself. */
  afterMinutes: z.int().min(0).max(1_440),
  /** What makes the step needless: somebody comes, or the matter is done. */
  until: z.enum(["acknowledged", "resolved"]).default("acknowledged"),
  recipients: alertRecipients,
});
export type EscalationStep = z.infer<typeof escalationStep>;

const steps = z
  .array(escalationStep)
  .max(6)
  .refine(
    (list) => list.every((step, i) => i === 0 || step.afterMinutes > list[i - 1]!.afterMinutes),
    { error: "each step must come later than the one before" },
  );

/** The escalation of each kind of call, its steps in the order of their minutes. */
export const andonPolicy = z.object({
  material: steps,
  maintenance: steps,
  quality: steps,
  help: steps,
});
export type AndonPolicy = z.infer<typeof andonPolicy>;

const nobody = { mail: [], webhooks: [] };
const usual: EscalationStep[] = [
  { afterMinutes: 0, until: "acknowledged", recipients: { ...nobody, roles: [] } },
  { afterMinutes: 5, until: "acknowledged", recipients: { ...nobody, roles: ["supervisor"] } },
  { afterMinutes: 15, until: "acknowledged", recipients: { ...nobody, roles: ["plant_manager"] } },
];

/** Until a plant says otherwise: everybody's screen, the supervisor's after 5 minutes, the manager's after 15. */
export const defaultAndonPolicy: AndonPolicy = {
  material: usual,
  maintenance: usual,
  quality: usual,
  help: usual,
};
