import type { TFunction } from "i18next";

/** Causes the pipeline itself gives; every other cause is the machine's own word (a PackML state, an alarm text). */
const ownCauses: ReadonlySet<string> = new Set([
  "starting",
  "unreachable",
  "refused",
  "untrusted_certificate",
  "silent",
  "server_restarted",
  "nodes_missing",
  "engine_stopped",
  "overflow",
  "disabled",
  "bad_quality",
  "stale",
  "connection_lost",
]);

/** A cause in words; what the machine says about itself is shown as it says it. */
export const causeText = (cause: string, t: TFunction<"machines">): string =>
  ownCauses.has(cause) ? t(`causes.${cause}`) : cause;
