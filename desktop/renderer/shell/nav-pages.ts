import {
  IconActivityHeartbeat,
  IconAdjustments,
  IconBarrel,
  IconBell,
  IconBellCog,
  IconBellRinging,
  IconBox,
  IconBuildingFactory2,
  IconCalendarClock,
  IconCalendarX,
  IconCertificate,
  IconChartBar,
  IconChartLine,
  IconDatabase,
  IconDeviceTv,
  IconDots,
  IconFileSettings,
  IconHeartRateMonitor,
  IconHandStop,
  IconHistory,
  IconLayoutDashboard,
  IconListCheck,
  IconListTree,
  IconMailCog,
  IconPlayerPlay,
  IconPlugConnected,
  IconReplace,
  IconSend,
  IconSettings,
  IconShieldCheck,
  IconStairsUp,
  IconTimelineEventX,
  IconTransferOut,
  IconUsers,
  IconUsersGroup,
  IconEngine,
  type Icon,
} from "@tabler/icons-react";
import type { Permission } from "#shared/access/permissions.ts";

/** A page one can go to by name: in the rail, among the set-up tiles, in the command palette. */
export interface NavPage {
  readonly to: string;
  /** Key of its name. */
  readonly labelKey: string;
  /** Key of one line on what it is for. */
  readonly purposeKey: string;
  readonly icon: Icon;
  /** Without it the page is not offered. */
  readonly permission?: Permission;
}

const navPage = (to: string, name: string, icon: Icon, permission?: Permission): NavPage => ({
  to,
  labelKey: `shell:nav.${name}.label`,
  purposeKey: `shell:nav.${name}.purpose`,
  icon,
  ...(permission === undefined ? {} : { permission }),
});

/** The rail, in this order; Alt+1 … Alt+6 open them. */
export const railPages: readonly NavPage[] = [
  navPage("/", "now", IconLayoutDashboard, "machine:read"),
  navPage("/machines", "machines", IconBuildingFactory2, "machine:read"),
  navPage("/stops", "stops", IconHandStop, "stop:read"),
  navPage("/runs", "runs", IconBarrel, "machine:read"),
  navPage("/shifts", "shiftWork", IconUsersGroup, "shift:read"),
  navPage("/shifts/handover", "handover", IconTransferOut, "shift:read"),
  navPage("/andon", "andon", IconBellRinging, "machine:read"),
  navPage("/analysis", "analysis", IconChartBar, "oee:read"),
  navPage("/trust", "trust", IconShieldCheck, "oee:read"),
  navPage("/ledger", "ledger", IconTimelineEventX, "connection:read"),
  navPage("/trends", "trends", IconChartLine, "machine:read"),
  navPage("/replay", "replay", IconPlayerPlay, "machine:read"),
  navPage("/setup", "setup", IconSettings),
  navPage("/more", "more", IconDots),
];

/** On a phone the bar shows these many of the rail; the others open from its last button. */
export const barPageCount = 4;

const namedPage = (
  to: string,
  labelKey: string,
  purposeKey: string,
  icon: Icon,
  permission: Permission,
): NavPage => ({ to, labelKey, purposeKey, icon, permission });

/** Pages that others lead to; the command palette knows them by name. */
export const furtherPages: readonly NavPage[] = [
  navPage("/wall", "wall", IconDeviceTv, "machine:read"),
  namedPage("/alerts", "alerts:list.title", "alerts:list.purpose", IconBell, "machine:read"),
  namedPage(
    "/runs/changeovers",
    "runs:changeovers.title",
    "runs:changeovers.purpose",
    IconReplace,
    "machine:read",
  ),
  namedPage(
    "/analysis/pareto",
    "analysis:pages.pareto.title",
    "analysis:pages.pareto.purpose",
    IconChartBar,
    "oee:read",
  ),
  namedPage(
    "/analysis/trend",
    "analysis:pages.trend.title",
    "analysis:pages.trend.purpose",
    IconChartBar,
    "oee:read",
  ),
  namedPage(
    "/analysis/heat-map",
    "analysis:pages.heatMap.title",
    "analysis:pages.heatMap.purpose",
    IconChartBar,
    "oee:read",
  ),
  namedPage(
    "/analysis/speed",
    "analysis:pages.speed.title",
    "analysis:pages.speed.purpose",
    IconChartBar,
    "oee:read",
  ),
  namedPage(
    "/analysis/reliability",
    "analysis:pages.reliability.title",
    "analysis:pages.reliability.purpose",
    IconChartBar,
    "oee:read",
  ),
  namedPage(
    "/analysis/ratios",
    "analysis:pages.ratios.title",
    "analysis:pages.ratios.purpose",
    IconChartBar,
    "oee:read",
  ),
  namedPage(
    "/trust/closed",
    "trust:pages.closed.title",
    "trust:pages.closed.purpose",
    IconShieldCheck,
    "oee:read",
  ),
  namedPage(
    "/trust/as-known",
    "trust:pages.asKnown.title",
    "trust:pages.asKnown.purpose",
    IconShieldCheck,
    "oee:read",
  ),
  namedPage(
    "/trust/definitions",
    "trust:pages.definitions.title",
    "trust:pages.definitions.purpose",
    IconShieldCheck,
    "oee:read",
  ),
];

/** What is set up once and changed now and then. */
export const setupPages: readonly NavPage[] = [
  navPage("/setup/connections", "connections", IconPlugConnected, "connection:read"),
  navPage("/setup/certificates", "certificates", IconCertificate, "connection:read"),
  navPage("/setup/machines", "machineSetup", IconEngine, "machine:read"),
  navPage("/setup/products", "products", IconBox, "product:read"),
  navPage("/setup/shifts", "shifts", IconCalendarClock, "shift:read"),
  navPage("/shifts/downtime", "downtime", IconCalendarX, "shift:read"),
  navPage("/setup/reasons", "reasons", IconListTree, "stop:read"),
  navPage("/stops/rules", "stopRules", IconListCheck, "stop:read"),
  navPage("/stops/health", "reasonHealth", IconHeartRateMonitor, "stop:read"),
  navPage("/setup/alerts", "alertRules", IconBellCog, "alert:update"),
  navPage("/setup/alerts/channels", "alertChannels", IconMailCog, "alert:update"),
  navPage("/setup/alerts/deliveries", "deliveries", IconSend, "alert:update"),
  navPage("/setup/andon", "andonPolicy", IconStairsUp, "alert:update"),
  navPage("/setup/historian", "historian", IconDatabase, "plant:read"),
  navPage("/setup/plant", "plant", IconAdjustments, "plant:read"),
  navPage("/setup/users", "users", IconUsers, "user:read"),
  navPage("/setup/configuration", "configuration", IconFileSettings, "plant:read"),
  navPage("/setup/health", "health", IconActivityHeartbeat, "plant:read"),
  navPage("/setup/audit", "audit", IconHistory, "audit:read"),
];

/** The page of a list that an address belongs to; the longest match decides. */
export function pageOfPath(pages: readonly NavPage[], path: string): NavPage | undefined {
  const matching = pages.filter(
    (page) => path === page.to || (page.to !== "/" && path.startsWith(`${page.to}/`)),
  );
  return matching.toSorted((a, b) => b.to.length - a.to.length)[0];
}

/** The right that a page needs, by its address; undefined = any signed-in person. */
export const permissionOfPath = (path: string): Permission | undefined =>
  pageOfPath([...railPages, ...setupPages, ...furtherPages], path)?.permission;
