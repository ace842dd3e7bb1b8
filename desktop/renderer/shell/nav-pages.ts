import {
  IconActivityHeartbeat,
  IconAdjustments,
  IconBarrel,
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

/** The right that a page needs, by its address; undefined = any signed-in person. The longest match decides. */
export function permissionOfPath(path: string): Permission | undefined {
  const matching = [...railPages, ...setupPages].filter(
    (page) => path === page.to || (page.to !== "/" && path.startsWith(`${page.to}/`)),
  );
  return matching.toSorted((a, b) => b.to.length - a.to.length)[0]?.permission;
}
