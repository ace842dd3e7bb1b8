import { testRule as testAlertRule } from "../modules/alerts/test-rule.ts";
import { responseTimes } from "../modules/andon/response-times.ts";
import { heatMap } from "../modules/analysis/heat-map.ts";
import { losses } from "../modules/analysis/losses.ts";
import { pareto } from "../modules/analysis/pareto.ts";
import { ratios } from "../modules/analysis/ratios.ts";
import { reliability } from "../modules/analysis/reliability.ts";
import { speed } from "../modules/analysis/speed.ts";
import { stops } from "../modules/analysis/stops.ts";
import { trend as kpiTrend } from "../modules/analysis/trend.ts";
import { handoverPage } from "../modules/handover/handover-page.ts";
import { loadReplay } from "../modules/replay/load-replay.ts";
import { samplePage } from "../modules/historian/sample-pages.ts";
import { trend } from "../modules/historian/trend.ts";
import { knowledge } from "../modules/ledger/knowledge.ts";
import { stretches } from "../modules/ledger/stretches.ts";
import { uptime } from "../modules/ledger/uptime-rows.ts";
import { hourRows } from "../modules/oee/oee.handlers.ts";
import { machineReport, oeeProof, plantReport } from "../modules/oee/reports.ts";
import { machinePace } from "../modules/shifts/machine-pace.ts";
import { shiftComparison, shiftDetail, shiftPerformance } from "../modules/shifts/performance.ts";
import { health } from "../modules/rules/health.ts";
import { suggest } from "../modules/rules/suggest.ts";
import { reasonUses } from "../modules/stops/reason-uses.ts";
import { stopCases, stopList, unclassified } from "../modules/stops/stop-queries.ts";
import { asKnown } from "../modules/trust/as-known.ts";
import { closedShifts } from "../modules/trust/closed-shifts.ts";
import { edits } from "../modules/trust/edits.ts";
import { honesty } from "../modules/trust/honesty.ts";
import { savedProofFile } from "../modules/trust/proof-file.ts";
import { changeoverList, changeoverMatrix } from "../modules/runs/changeovers.ts";
import { orderReport } from "../modules/runs/order-report.ts";
import { runList } from "../modules/runs/run-list.ts";

/** Operations that may take more than 10 ms: they run on reader threads, so that capture never waits for a report. */
export const heavyQueries = {
  "analysis.losses": losses,
  "analysis.pareto": pareto,
  "analysis.stops": stops,
  "analysis.trend": kpiTrend,
  "analysis.heatMap": heatMap,
  "analysis.speed": speed,
  "analysis.reliability": reliability,
  "analysis.ratios": ratios,
  "oee.machine": machineReport,
  "oee.hours": hourRows,
  "oee.proof": oeeProof,
  "oee.plant": plantReport,
  "ledger.uptime": uptime,
  "ledger.knowledge": knowledge,
  "ledger.stretches": stretches,
  "handover.page": handoverPage,
  "replay.load": loadReplay,
  "stops.list": stopList,
  "stops.unclassified": unclassified,
  "stops.cases": stopCases,
  "stops.reasonUses": reasonUses,
  "historian.trend": trend,
  "historian.samples": samplePage,
  "shifts.performance": shiftPerformance,
  "shifts.compare": shiftComparison,
  "shifts.shift": shiftDetail,
  "shifts.pace": machinePace,
  "rules.suggest": suggest,
  "rules.health": health,
  "runs.list": runList,
  "runs.changeovers": changeoverList,
  "runs.matrix": changeoverMatrix,
  "runs.order": orderReport,
  "alerts.testRule": testAlertRule,
  "andon.responseTimes": responseTimes,
  "trust.asKnown": asKnown,
  "trust.edits": edits,
  "trust.honesty": honesty,
  "trust.closed": closedShifts,
  "trust.proofFile": savedProofFile,
} as const;
export type HeavyQueries = typeof heavyQueries;
