import { createHash } from "node:crypto";
import { kpisOf } from "#shared/oee/kpis.ts";
import { kpiDefinition, type KpiSources } from "#shared/oee/kpi-definition.ts";
import type { KpiPolicy } from "#shared/oee/kpi-policy.ts";
import type { KpiReport } from "#shared/oee/kpi-report.ts";
import type { OeeSums } from "#shared/oee/oee-sums.ts";

/** What figures are printed from. */
export interface Reported {
  readonly range: { readonly from: number; readonly to: number };
  readonly now: number;
  readonly sums: OeeSums;
  readonly policy: KpiPolicy;
  /** Canonical definitions behind the sums; one for a machine, several when machines of a roll-up differ. */
  readonly definitions: readonly string[];
  readonly suspectPieces: number;
  readonly productCodes: ReadonlyMap<string, string>;
}

export const definitionOf = (setting: {
  readonly policy: KpiPolicy;
  readonly sources: KpiSources;
}): string => kpiDefinition(setting.policy, setting.sources);

/** SHA-256 (hex) of what figures mean: figures with different hashes must not be ranked against each other. */
export function definitionHash(definitions: readonly string[]): string {
  const distinct = [...new Set(definitions)].sort();
  return createHash("sha256").update(distinct.join("\n")).digest("hex");
}

/** Sums as the report that goes over the wire, with all that must stand beside the figures. */
export function kpiReportOf(reported: Reported): KpiReport {
  const { sums, policy, productCodes } = reported;
  const { figures, coverage, flags } = kpisOf(sums, policy);
  return {
    range: { ...reported.range },
    now: reported.now,
    figures,
    coverage,
    flags: [...flags],
    time: { ...sums.time },
    provenance: { ...sums.knownBy },
    pieces: {
      total: sums.pieces.total,
      good: sums.pieces.total - sums.pieces.reject,
      reject: sums.pieces.reject,
      unplanned: sums.unplannedPieces.total,
      suspect: reported.suspectPieces,
    },
    missingCycles: sums.missingIdeal.map(({ productId, total }) => ({
      productCode: productId === null ? null : (productCodes.get(productId) ?? null),
      pieces: total,
    })),
    policy,
    definitionHash: definitionHash(reported.definitions),
  };
}
