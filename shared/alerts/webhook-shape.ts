import { z } from "zod";

/** `teams`: an adaptive card; `slack`: blocks; `json`: plain facts for a program. */
export const webhookShapes = ["teams", "slack", "json"] as const;
export const webhookShape = z.enum(webhookShapes);
export type WebhookShape = z.infer<typeof webhookShape>;
