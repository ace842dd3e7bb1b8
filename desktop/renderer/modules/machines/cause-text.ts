import type { TFunction } from "i18next";
import { linkLossCauses } from "#shared/machines/sample.ts";

const linkCauses: ReadonlySet<string> = new Set(linkLossCauses);
/** Causes the signal rules give; every other cause is the machine's own word (a PackML state, an alarm text). */
const ownCauses: ReadonlySet<string> = new Set(["bad_quality", "stale", "connection_lost"]);

/** A cause in words; what the machine says about itself is shown as it says it. */
export function causeText(cause: string, t: TFunction<"machines">): string {
  if (linkCauses.has(cause)) return t(`ledger:causes.${cause}.title`);
  return ownCauses.has(cause) ? t(`machines:causes.${cause}`) : cause;
}
