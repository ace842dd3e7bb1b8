import type { Waterfall } from "#shared/analysis/loss-report.ts";
import type { WaterfallStep } from "#shared/ui/chart/waterfall-layout.ts";
import type { MarkCode } from "#shared/ui/theme/state-marks.ts";

/** Where minor stops are counted: as availability (ISO 22400-2) or as performance (Six Big Losses). OEE is the same. */
export const minorStopRules = ["iso", "six-big-losses"] as const;
export type MinorStopRule = (typeof minorStopRules)[number];

export type WaterfallKey = keyof Waterfall | "runtime";

export interface LossLine extends WaterfallStep {
  readonly key: WaterfallKey;
  /** Looks of the bar: a state's mark, or none of them. */
  readonly mark: MarkCode | "whole" | "quality" | "outside";
  /** What of the time balance it belongs to; null for wholes and for what is no loss of the machine. */
  readonly factor: "availability" | "effectiveness" | "quality" | null;
  /** Class of time that a Pareto can open. */
  readonly loss:
    | "aust"
    | "adet_down"
    | "adet_minor"
    | "adet_external"
    | "adot"
    | "unknown"
    | "planned_down"
    | null;
}

const line = (
  key: WaterfallKey,
  ms: number | null,
  mark: LossLine["mark"],
  more: Partial<Pick<LossLine, "factor" | "loss">> = {},
): LossLine => ({
  key,
  kind: mark === "whole" ? "whole" : "loss",
  ms,
  mark,
  factor: null,
  loss: null,
  ...more,
});

/**
 * The time balance as lines from the top down. `fromCalendar`: begins with all time rather than with planned busy time.
 * Under Six Big Losses run time contains the minor stops, which then lower performance: the same milliseconds, the same
 * good time.
 */
export function lossLines(time: Waterfall, rule: MinorStopRule, fromCalendar: boolean): LossLine[] {
  const isIso = rule === "iso";
  const minor = line("minor", time.minor, "minor", {
    factor: isIso ? "availability" : "effectiveness",
    loss: "adet_minor",
  });
  return [
    ...(fromCalendar
      ? [
          line("calendar", time.calendar, "whole"),
          line("notScheduled", time.notScheduled, "outside"),
          line("plannedDown", time.plannedDown, "planned", { loss: "planned_down" }),
        ]
      : []),
    line("pbt", time.pbt, "whole"),
    line("unknown", time.unknown, "unknown", { loss: "unknown" }),
    line("idle", time.idle, "idle", { factor: "availability", loss: "adot" }),
    line("external", time.external, "external", { factor: "availability", loss: "adet_external" }),
    line("setup", time.setup, "setup", { factor: "availability", loss: "aust" }),
    line("down", time.down, "down", { factor: "availability", loss: "adet_down" }),
    ...(isIso
      ? [minor, line("apt", time.apt, "whole")]
      : [line("runtime", time.apt + time.minor, "whole"), minor]),
    line("speed", time.speed, "slow", { factor: "effectiveness" }),
    line("quality", time.quality, "quality", { factor: "quality" }),
    line("good", time.good, "whole"),
  ];
}
