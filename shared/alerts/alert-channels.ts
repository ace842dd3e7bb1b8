import { z } from "zod";
import { role } from "../access/roles.ts";
import { idOf } from "../kernel/id.ts";

export const mailAddress = z
  .email({ error: "must be a mail address, e.g. maintenance@plant.example" })
  .max(200);

/** Whom an alert is told to, besides the list under the bell, where it always stands. */
export const alertRecipients = z.object({
  /** Roles on whose screens it pops up; empty = everybody's. */
  roles: z.array(role).max(8).default([]),
  mail: z.array(mailAddress).max(20).default([]),
  webhooks: z.array(idOf<"webhook-target">()).max(10).default([]),
});
export type AlertRecipients = z.infer<typeof alertRecipients>;

/** The recipients of a rule, and whether they also hear when it is over. */
export const alertChannels = alertRecipients.extend({ tellsCleared: z.boolean().default(false) });
export type AlertChannels = z.infer<typeof alertChannels>;
