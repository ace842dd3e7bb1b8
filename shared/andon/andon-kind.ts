import { z } from "zod";

/** What a machine calls for; whoever answers differs, the way of a call does not. */
export const andonKinds = ["material", "maintenance", "quality", "help"] as const;
export const andonKind = z.enum(andonKinds);
export type AndonKind = z.infer<typeof andonKind>;
