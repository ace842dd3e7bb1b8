import type { CSSProperties } from "react";
import type { ParetoGroup, ParetoRow } from "#shared/analysis/pareto-report.ts";
import type { TimeClass } from "#shared/oee/time-model.ts";
import { reasonCategory, type ReasonCategory } from "#shared/stops/reason-category.ts";
import { markStyle } from "#shared/ui/theme/mark-style.ts";
import type { MarkCode } from "#shared/ui/theme/state-marks.ts";
import { classMarks } from "../oee/class-mark.ts";

/** A category is drawn as the state it mostly makes of the machine. */
const categoryMarks: Readonly<Record<ReasonCategory, MarkCode>> = {
  planned: "planned",
  breakdown: "down",
  changeover: "setup",
  minor: "minor",
  quality: "stopped",
  material: "external",
  operator: "stopped",
  external: "external",
};

const neutral: CSSProperties = {
  background: "color-mix(in srgb, var(--quiet-text) 55%, transparent)",
  borderColor: "var(--quiet-text)",
};

/** The bar of a ranked line: states where it is about states, else a quiet grey, for machines and products have no colour. */
export function paretoStyle(
  by: ParetoGroup,
  row: Pick<ParetoRow, "key" | "colour" | "category">,
): CSSProperties {
  if (by === "loss") return markStyle(classMarks[row.key as TimeClass]);
  if (by !== "reason" && by !== "category") return neutral;
  if (row.key === "") return markStyle("idle");
  if (row.colour !== null) return { background: row.colour, borderColor: "var(--quiet-text)" };
  const category = reasonCategory.safeParse(by === "category" ? row.key : row.category);
  return category.success ? markStyle(categoryMarks[category.data]) : neutral;
}
