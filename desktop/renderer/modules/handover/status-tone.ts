import type { HandoverStatus } from "#shared/handover/handover.contract.ts";

/** Colour of a status; red only for what somebody should have done by now. */
export function statusTone(status: HandoverStatus, isOverdue: boolean): string {
  if (isOverdue) return "red";
  switch (status) {
    case "none":
    case "draft":
      return "gray";
    case "signed":
      return "yellow";
    case "acknowledged":
      return "accent";
    default:
      return status satisfies never;
  }
}
