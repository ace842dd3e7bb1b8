import type { Sample } from "#shared/machines/sample.ts";
import type { DriverTag } from "../driver.ts";

/** A value that stays within its deadband is told again after this long, so that it is known to be fresh. */
const heartbeatMs = 60_000;

/** In the tag's own unit; only analog values have one, and a percent deadband without a range is none. */
function widthOf({ class: tagClass, deadband, deadbandKind, span }: DriverTag): number | null {
  if (tagClass !== "analog" || deadband === null) return null;
  if (deadbandKind !== "percent") return deadband;
  return span == null ? null : (deadband * span) / 100;
}

/** Whether `next` says nothing that `kept`, the sample told before it, has not said. */
export function isWithinDeadband(tag: DriverTag, kept: Sample | undefined, next: Sample): boolean {
  const width = widthOf(tag);
  return (
    width !== null &&
    kept !== undefined &&
    kept.status === next.status &&
    next.receivedTime - kept.receivedTime < heartbeatMs &&
    typeof kept.value === "number" &&
    typeof next.value === "number" &&
    Math.abs(next.value - kept.value) <= width
  );
}
