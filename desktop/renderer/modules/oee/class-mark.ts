import type { TimeClass } from "#shared/oee/time-model.ts";
import type { MarkCode } from "#shared/ui/theme/state-marks.ts";

/** The mark a class of time is drawn with: that of the state it mostly comes from. */
export const classMarks: Readonly<Record<TimeClass, MarkCode>> = {
  apt: "running",
  aust: "setup",
  adet_minor: "minor",
  adet_down: "down",
  adet_external: "external",
  adot: "idle",
  unknown: "unknown",
  planned_down: "planned",
  not_scheduled: "planned",
};
