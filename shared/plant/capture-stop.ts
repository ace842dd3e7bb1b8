import { z } from "zod";

/** Why nothing can be stored at the moment. Existing data is safe in every case. */
export const captureStops = ["disk_full", "read_only", "damaged", "io_error"] as const;
export const captureStop = z.enum(captureStops);
export type CaptureStop = z.infer<typeof captureStop>;
