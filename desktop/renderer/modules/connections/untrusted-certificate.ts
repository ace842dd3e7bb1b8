import type { z } from "zod";
import type { testReport } from "#shared/connections/connection-rows.ts";

export type TestReport = z.infer<typeof testReport>;

/**
 * The thumbprint of a server certificate that nobody has trusted yet, from the failed certificate step. A certificate
 * that is trusted but expired or otherwise invalid gives none: trusting it again would not help.
 */
export function untrustedThumbprint(report: TestReport): string | null {
  const failed = report.steps.find((step) => step.step === "certificate" && !step.ok);
  return /shows certificate ([0-9a-f]{40})\b/.exec(failed?.detail ?? "")?.[1] ?? null;
}

/** A thumbprint in pairs, as servers and browsers show it, so that it can be compared. */
export const thumbprintText = (thumbprint: string): string =>
  (thumbprint.toUpperCase().match(/../g) ?? []).join(" ");
