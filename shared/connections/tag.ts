import { z } from "zod";

/** The class of a tag sets sampling, queue and deadband (reference defaults per class in the driver). */
export const tagClasses = ["state", "counter", "analog", "text", "alarm"] as const;
export const tagClass = z.enum(tagClasses);
export type TagClass = z.infer<typeof tagClass>;

/** Part of the engineering range, or a distance in the tag's own unit. */
export const deadbandKind = z.enum(["absolute", "percent"]);
export type DeadbandKind = z.infer<typeof deadbandKind>;
