import { z } from "zod";

/** Languages the screens are offered in. */
export const languages = ["en", "de", "es", "hi"] as const;
export const language = z.enum(languages);
export type Language = z.infer<typeof language>;
