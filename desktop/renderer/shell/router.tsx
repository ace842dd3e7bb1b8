import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouteComponent,
} from "@tanstack/react-router";
import { AppFrame } from "./AppFrame.tsx";
import { NotFound } from "./NotFound.tsx";
import { PageCrash } from "./PageCrash.tsx";

const root = createRootRoute({
  component: AppFrame,
  notFoundComponent: NotFound,
  errorComponent: PageCrash,
});

const under = <Path extends string>(path: Path, component: RouteComponent) =>
  createRoute({ getParentRoute: () => root, path, component });

const routeTree = root.addChildren([
  under(
    "/",
    lazyRouteComponent(() => import("../modules/machines/PlantBoardPage.tsx"), "PlantBoardPage"),
  ),
  under(
    "/machines",
    lazyRouteComponent(() => import("../modules/machines/MachineListPage.tsx"), "MachineListPage"),
  ),
  under(
    "/machines/$machineId",
    lazyRouteComponent(() => import("../modules/machines/MachinePage.tsx"), "MachinePage"),
  ),
  under(
    "/machines/$machineId/proof",
    lazyRouteComponent(() => import("../modules/oee/OeeProofPage.tsx"), "OeeProofPage"),
  ),
  under(
    "/machines/$machineId/call",
    lazyRouteComponent(() => import("../modules/andon/CallPanelPage.tsx"), "CallPanelPage"),
  ),
  under(
    "/andon",
    lazyRouteComponent(() => import("../modules/andon/AndonPage.tsx"), "AndonPage"),
  ),
  under(
    "/alerts",
    lazyRouteComponent(() => import("../modules/alerts/AlertListPage.tsx"), "AlertListPage"),
  ),
  under(
    "/setup/alerts",
    lazyRouteComponent(() => import("../modules/alerts/AlertRulesPage.tsx"), "AlertRulesPage"),
  ),
  under(
    "/setup/alerts/channels",
    lazyRouteComponent(
      () => import("../modules/alerts/AlertChannelsPage.tsx"),
      "AlertChannelsPage",
    ),
  ),
  under(
    "/setup/alerts/deliveries",
    lazyRouteComponent(() => import("../modules/alerts/DeliveriesPage.tsx"), "DeliveriesPage"),
  ),
  under(
    "/setup/andon",
    lazyRouteComponent(() => import("../modules/andon/AndonPolicyPage.tsx"), "AndonPolicyPage"),
  ),
  under(
    "/analysis",
    lazyRouteComponent(() => import("../modules/analysis/OverviewPage.tsx"), "OverviewPage"),
  ),
  under(
    "/analysis/pareto",
    lazyRouteComponent(() => import("../modules/analysis/ParetoPage.tsx"), "ParetoPage"),
  ),
  under(
    "/analysis/trend",
    lazyRouteComponent(() => import("../modules/analysis/KpiTrendPage.tsx"), "KpiTrendPage"),
  ),
  under(
    "/analysis/heat-map",
    lazyRouteComponent(() => import("../modules/analysis/HeatMapPage.tsx"), "HeatMapPage"),
  ),
  under(
    "/analysis/speed",
    lazyRouteComponent(() => import("../modules/analysis/SpeedPage.tsx"), "SpeedPage"),
  ),
  under(
    "/analysis/reliability",
    lazyRouteComponent(() => import("../modules/analysis/ReliabilityPage.tsx"), "ReliabilityPage"),
  ),
  under(
    "/analysis/ratios",
    lazyRouteComponent(() => import("../modules/analysis/RatiosPage.tsx"), "RatiosPage"),
  ),
  under(
    "/stops",
    lazyRouteComponent(() => import("../modules/stops/StopsPage.tsx"), "StopsPage"),
  ),
  under(
    "/runs",
    lazyRouteComponent(() => import("../modules/runs/RunsPage.tsx"), "RunsPage"),
  ),
  under(
    "/runs/changeovers",
    lazyRouteComponent(() => import("../modules/runs/ChangeoversPage.tsx"), "ChangeoversPage"),
  ),
  under(
    "/ledger",
    lazyRouteComponent(() => import("../modules/ledger/LedgerPage.tsx"), "LedgerPage"),
  ),
  under(
    "/trust",
    lazyRouteComponent(() => import("../modules/trust/HonestyPage.tsx"), "HonestyPage"),
  ),
  under(
    "/trust/honesty",
    lazyRouteComponent(() => import("../modules/trust/HonestyPage.tsx"), "HonestyPage"),
  ),
  under(
    "/trust/closed",
    lazyRouteComponent(() => import("../modules/trust/ClosedPage.tsx"), "ClosedPage"),
  ),
  under(
    "/trust/as-known",
    lazyRouteComponent(() => import("../modules/trust/AsKnownPage.tsx"), "AsKnownPage"),
  ),
  under(
    "/trust/shift/$shiftId",
    lazyRouteComponent(() => import("../modules/trust/ShiftKnownPage.tsx"), "ShiftKnownPage"),
  ),
  under(
    "/trust/definitions",
    lazyRouteComponent(() => import("../modules/trust/DefinitionsPage.tsx"), "DefinitionsPage"),
  ),
  under(
    "/trends",
    lazyRouteComponent(() => import("../modules/historian/TrendPage.tsx"), "TrendPage"),
  ),
  under(
    "/shifts",
    lazyRouteComponent(() => import("../modules/shifts/performance/ShiftsPage.tsx"), "ShiftsPage"),
  ),
  under(
    "/shifts/downtime",
    lazyRouteComponent(() => import("../modules/shifts/downtime/DowntimePage.tsx"), "DowntimePage"),
  ),
  under(
    "/shifts/$shiftId",
    lazyRouteComponent(
      () => import("../modules/shifts/performance/ShiftDetailPage.tsx"),
      "ShiftDetailPage",
    ),
  ),
  under(
    "/shifts/handover",
    lazyRouteComponent(
      () => import("../modules/handover/HandoverListPage.tsx"),
      "HandoverListPage",
    ),
  ),
  under(
    "/shifts/handover/$shiftId",
    lazyRouteComponent(() => import("../modules/handover/HandoverPage.tsx"), "HandoverPage"),
  ),
  under(
    "/wall",
    lazyRouteComponent(() => import("../modules/wall/WallPage.tsx"), "WallPage"),
  ),
  under(
    "/replay",
    lazyRouteComponent(() => import("../modules/replay/ReplayPage.tsx"), "ReplayPage"),
  ),
  under(
    "/setup/historian",
    lazyRouteComponent(
      () => import("../modules/historian/HistorianSettingsPage.tsx"),
      "HistorianSettingsPage",
    ),
  ),
  under(
    "/setup",
    lazyRouteComponent(() => import("../modules/plant/SetupPage.tsx"), "SetupPage"),
  ),
  under(
    "/setup/connections",
    lazyRouteComponent(
      () => import("../modules/connections/ConnectionListPage.tsx"),
      "ConnectionListPage",
    ),
  ),
  under(
    "/setup/connections/new",
    lazyRouteComponent(
      () => import("../modules/connections/new/NewConnectionPage.tsx"),
      "NewConnectionPage",
    ),
  ),
  under(
    "/setup/connections/$connectionId",
    lazyRouteComponent(() => import("../modules/connections/ConnectionPage.tsx"), "ConnectionPage"),
  ),
  under(
    "/setup/certificates",
    lazyRouteComponent(
      () => import("../modules/certificates/CertificatesPage.tsx"),
      "CertificatesPage",
    ),
  ),
  under(
    "/setup/machines",
    lazyRouteComponent(
      () => import("../modules/machines/MachineSetupListPage.tsx"),
      "MachineSetupListPage",
    ),
  ),
  under(
    "/setup/machines/$machineId",
    lazyRouteComponent(
      () => import("../modules/machines/MachineSetupPage.tsx"),
      "MachineSetupPage",
    ),
  ),
  under(
    "/setup/machines/$machineId/teach",
    lazyRouteComponent(() => import("../modules/teach/TeachPage.tsx"), "TeachPage"),
  ),
  under(
    "/setup/products",
    lazyRouteComponent(() => import("../modules/products/ProductListPage.tsx"), "ProductListPage"),
  ),
  under(
    "/setup/products/$productId",
    lazyRouteComponent(() => import("../modules/products/ProductPage.tsx"), "ProductPage"),
  ),
  under(
    "/setup/shifts",
    lazyRouteComponent(
      () => import("../modules/shifts/ShiftPatternListPage.tsx"),
      "ShiftPatternListPage",
    ),
  ),
  under(
    "/setup/shifts/$patternId",
    lazyRouteComponent(() => import("../modules/shifts/ShiftPatternPage.tsx"), "ShiftPatternPage"),
  ),
  under(
    "/setup/reasons",
    lazyRouteComponent(() => import("../modules/stops/ReasonListPage.tsx"), "ReasonListPage"),
  ),
  under(
    "/stops/rules",
    lazyRouteComponent(() => import("../modules/rules/RuleListPage.tsx"), "RuleListPage"),
  ),
  under(
    "/stops/health",
    lazyRouteComponent(() => import("../modules/rules/HealthPage.tsx"), "HealthPage"),
  ),
  under(
    "/setup/users",
    lazyRouteComponent(() => import("../modules/access/UserListPage.tsx"), "UserListPage"),
  ),
  under(
    "/setup/plant",
    lazyRouteComponent(() => import("../modules/plant/PlantSettingsPage.tsx"), "PlantSettingsPage"),
  ),
  under(
    "/setup/health",
    lazyRouteComponent(() => import("../modules/plant/EngineHealthPage.tsx"), "EngineHealthPage"),
  ),
  under(
    "/setup/audit",
    lazyRouteComponent(() => import("../modules/plant/AuditPage.tsx"), "AuditPage"),
  ),
  under(
    "/setup/configuration",
    lazyRouteComponent(() => import("../modules/plant/ConfigurationPage.tsx"), "ConfigurationPage"),
  ),
  under(
    "/more",
    lazyRouteComponent(() => import("../modules/plant/MorePage.tsx"), "MorePage"),
  ),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  defaultErrorComponent: PageCrash,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
  // The page scrolls inside the frame, not the window.
  scrollToTopSelectors: ["#content"],
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
