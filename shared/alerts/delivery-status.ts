import { z } from "zod";

/** `unsure`: cut off while it was under way, so it may have arrived; only a person sends it again. */
export const deliveryStatuses = ["waiting", "sending", "sent", "failed", "unsure"] as const;
export const deliveryStatus = z.enum(deliveryStatuses);
export type DeliveryStatus = z.infer<typeof deliveryStatus>;
