import path from "node:path";

/** Absolute folder of this checkout. */
export const root = path.resolve(import.meta.dirname, "../..");
