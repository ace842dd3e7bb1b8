import { z } from "zod";

/** Who said what a machine makes: the machine itself, a person, or a scanned order. */
export const runSources = ["signal", "person", "scan"] as const;
export const runSource = z.enum(runSources);
export type RunSource = z.infer<typeof runSource>;
