import type { FiguresReport } from "#shared/analysis/figures-report.ts";
import { entriesOf } from "#shared/analysis/fitting-entries.ts";
import type { LossEntries } from "#shared/analysis/loss-entries.ts";
import { sumsOfEntries } from "#shared/analysis/loss-sums.ts";
import { kpisOf } from "#shared/oee/kpis.ts";
import type { OeeSums } from "#shared/oee/oee-sums.ts";
import type { Asked } from "./asked.ts";

/** The sums of what was gathered, of the products asked for. */
export const sumsOfGroup = (asked: Asked, group: LossEntries, preliminary: boolean): OeeSums =>
  sumsOfEntries(entriesOf(group, asked.productIds), preliminary);

/** Sums as figures with all that must stand beside them. */
export function figuresReportOf(asked: Asked, sums: OeeSums): FiguresReport {
  const { figures, coverage, flags } = kpisOf(sums, asked.policy);
  const { total, reject } = sums.pieces;
  return {
    figures,
    coverage,
    flags: [...flags],
    time: { ...sums.time },
    pieces: { total, good: total - reject, reject, unplanned: sums.unplannedPieces.total },
    missingCycles: sums.missingIdeal.map(({ productId, total: pieces }) => ({
      productCode: productId === null ? null : (asked.products.get(productId)?.code ?? null),
      pieces,
    })),
  };
}
