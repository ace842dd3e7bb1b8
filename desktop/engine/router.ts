import type { Router } from "@orpc/server";
import { RPCHandler } from "@orpc/server/ws";
import type { PlantAppContract } from "#shared/contract/plant-app.contract.ts";
import type { ReaderThreads } from "./readers/reader-threads.ts";
import { accessHandlers } from "./modules/access/access.handlers.ts";
import type { SignInThrottle } from "./modules/access/sign-in-throttle.ts";
import { analysisOperations } from "./modules/analysis/analysis.operations.ts";
import { alertRulesHandlers } from "./modules/alerts/alert-rules.handlers.ts";
import { alertsHandlers } from "./modules/alerts/alerts.handlers.ts";
import { channelsHandlers } from "./modules/alerts/channels.handlers.ts";
import { deliveriesHandlers } from "./modules/alerts/deliveries.handlers.ts";
import { andonHandlers } from "./modules/andon/andon.handlers.ts";
import { certificatesHandlers } from "./modules/certificates/certificates.handlers.ts";
import type { ConnectionParts } from "./modules/connections/connection-parts.ts";
import { connectionsHandlers } from "./modules/connections/connections.handlers.ts";
import { reachHandlers } from "./modules/connections/reach.handlers.ts";
import { tagsHandlers } from "./modules/connections/tags.handlers.ts";
import { handoverHandlers } from "./modules/handover/handover.handlers.ts";
import { historianHandlers } from "./modules/historian/historian.handlers.ts";
import type { FactsPort } from "./facts-port.ts";
import { ledgerHandlers } from "./modules/ledger/ledger.handlers.ts";
import { machinesHandlers } from "./modules/machines/machines.handlers.ts";
import { oeeOperations } from "./modules/oee/oee.operations.ts";
import { plantHandlers, type PlantParts } from "./modules/plant/plant.handlers.ts";
import { productsHandlers } from "./modules/products/products.handlers.ts";
import { replayOperations } from "./modules/replay/replay.operations.ts";
import type { PreviewThreads } from "./modules/rules/preview-threads.ts";
import type { RuleDue } from "./modules/rules/rule-due.ts";
import { rulesHandlers } from "./modules/rules/rules.handlers.ts";
import { runsHandlers } from "./modules/runs/runs.handlers.ts";
import { shiftsHandlers } from "./modules/shifts/shifts.handlers.ts";
import { stopsHandlers } from "./modules/stops/stops.handlers.ts";
import type { TeachSessions } from "./modules/teach/teach-sessions.ts";
import { teachHandlers } from "./modules/teach/teach.handlers.ts";
import { trustOperations } from "./modules/trust/trust.operations.ts";
import { viewsHandlers } from "./modules/views/views.handlers.ts";
import type { PlantAlerts } from "./plant-alerts.ts";
import type { Board } from "./live/board.ts";
import type { LiveValues } from "./live/live-values.ts";
import type { Callers } from "./serve/caller.ts";
import { reading, type HouseContext } from "./serve/house.ts";

export interface RouterParts {
  readonly plant: PlantParts;
  readonly callers: Callers;
  readonly throttle: SignInThrottle;
  readonly connections: Omit<ConnectionParts, "changes" | "live">;
  readonly liveValues: LiveValues;
  readonly board: Board;
  readonly readers: ReaderThreads;
  readonly facts: FactsPort;
  readonly previews: PreviewThreads;
  readonly ruleDue: RuleDue;
  readonly teach: TeachSessions;
  readonly alerts: PlantAlerts;
}

/** Every operation of the contract with its handler; a missing one does not compile. Its type is named because the compiler will not spell so long a one by itself. */
const plantAppRouter = (parts: RouterParts): Router<PlantAppContract, HouseContext> => {
  const { changes } = parts.plant;
  const connections = { ...parts.connections, changes, live: parts.liveValues };
  const { bell, openCalls, vault, alertsChanged, callsChanged } = parts.alerts;
  const alerts = { readers: parts.readers, bell, vault, changed: alertsChanged };
  const andon = { readers: parts.readers, openCalls, changed: callsChanged };
  return reading.router({
    access: accessHandlers(parts.throttle, parts.callers),
    analysis: analysisOperations(parts.readers),
    alerts: {
      ...alertsHandlers(alerts),
      ...alertRulesHandlers(alerts),
      ...channelsHandlers(alerts),
      ...deliveriesHandlers(alerts),
    },
    andon: andonHandlers(andon),
    certificates: certificatesHandlers(connections),
    connections: {
      ...connectionsHandlers(connections),
      ...tagsHandlers(connections),
      ...reachHandlers(connections),
    },
    handover: handoverHandlers(parts.readers),
    historian: historianHandlers(parts.readers, parts.plant.changes),
    ledger: ledgerHandlers(parts.readers, parts.facts),
    machines: machinesHandlers(parts.plant.changes, parts.board),
    oee: oeeOperations(parts.readers),
    plant: plantHandlers(parts.plant),
    products: productsHandlers(parts.plant.changes),
    replay: replayOperations(parts.readers),
    rules: rulesHandlers(parts.readers, parts.previews, parts.ruleDue),
    runs: runsHandlers(parts.readers, parts.facts),
    shifts: shiftsHandlers(parts.plant.changes, parts.readers, parts.facts),
    stops: stopsHandlers(parts.plant.changes, parts.readers, parts.facts),
    teach: teachHandlers(parts.teach),
    trust: trustOperations(parts.readers, parts.plant.version),
    views: viewsHandlers(),
  });
};

export const rpcHandler = (parts: RouterParts) => new RPCHandler(plantAppRouter(parts));
