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

const pages = import.meta.glob<Record<string, RouteComponent>>("../modules/*/*Page.tsx");

/** A page by its module and name, fetched when it is first opened. */
function page(module: string, name: string): RouteComponent {
  const load = pages[`../modules/${module}/${name}.tsx`];
  return load === undefined ? NotFound : lazyRouteComponent(load, name);
}

const root = createRootRoute({
  component: AppFrame,
  notFoundComponent: NotFound,
  errorComponent: PageCrash,
});

const under = <Path extends string>(path: Path, component: RouteComponent) =>
  createRoute({ getParentRoute: () => root, path, component });

const routeTree = root.addChildren([
  under("/", page("machines", "PlantBoardPage")),
  under("/machines", page("machines", "MachineListPage")),
  under("/machines/$machineId", page("machines", "MachinePage")),
  under("/machines/$machineId/proof", page("oee", "OeeProofPage")),
  under("/setup", page("plant", "SetupPage")),
  under("/setup/connections", page("connections", "ConnectionListPage")),
  under("/setup/connections/$connectionId", page("connections", "ConnectionPage")),
  under("/setup/machines", page("machines", "MachineSetupListPage")),
  under("/setup/machines/$machineId", page("machines", "MachineSetupPage")),
  under("/setup/products", page("products", "ProductListPage")),
  under("/setup/products/$productId", page("products", "ProductPage")),
  under("/setup/shifts", page("shifts", "ShiftPatternListPage")),
  under("/setup/shifts/$patternId", page("shifts", "ShiftPatternPage")),
  under("/setup/reasons", page("stops", "ReasonListPage")),
  under("/setup/users", page("access", "UserListPage")),
  under("/setup/plant", page("plant", "PlantSettingsPage")),
  under("/setup/health", page("plant", "EngineHealthPage")),
  under("/setup/audit", page("plant", "AuditPage")),
  under("/setup/configuration", page("plant", "ConfigurationPage")),
  under("/more", page("plant", "MorePage")),
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
