import { z } from "zod";
import { displayName } from "../kernel/code.ts";
import { instant } from "../kernel/instant.ts";
import type { Span } from "../kernel/span.ts";

/** The longest stretch entered at once: a plant that closes for longer has no shifts then. */
export const longestDowntimeMs = 366 * 86_400_000;

/** Time in shifts that is planned not to be worked: maintenance, a meeting, no orders. */
export const plannedDowntimeShape = {
  /** Null = every machine of the plant. */
  machineId: z.string().nullable(),
  from: instant,
  to: instant,
  name: displayName,
};

/** What is wrong with a stretch, by the field to change. */
export function downtimeIssues(span: {
  readonly from: number;
  readonly to: number;
}): { path: string; message: string }[] {
  if (span.from >= span.to) return [{ path: "to", message: "must be after the start" }];
  if (span.to - span.from > longestDowntimeMs)
    return [{ path: "to", message: "must be at most 366 days after the start" }];
  return [];
}

/** A stretch as it is planned; `machineId` null = every machine. */
export interface PlannedStretch<MachineId extends string> extends Span {
  readonly machineId: MachineId | null;
}

/** Which time of which machines has other figures when these stretches change: what is past of them, and nothing else. */
export function touchedBy<MachineId extends string>(
  stretches: readonly PlannedStretch<MachineId>[],
  machines: readonly MachineId[],
  now: number,
): { machineId: MachineId; span: Span }[] {
  return stretches.flatMap(({ machineId, start, end }) => {
    const span = { start, end: Math.min(end, now) };
    if (span.start >= span.end) return [];
    const touched = machineId === null ? machines : [machineId];
    return touched.map((id) => ({ machineId: id, span }));
  });
}
