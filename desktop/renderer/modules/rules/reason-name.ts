import type { Language } from "#shared/kernel/language.ts";
import type { NamedReason } from "#shared/stops/stop-row.ts";

/** A reason in the person's language, by its own name where it has none there. */
export const reasonName = (reason: Pick<NamedReason, "name" | "names">, language: string): string =>
  reason.names[language as Language] ?? reason.name;
