import type { Role } from "./roles.ts";

const viewer = [
  "machine:read",
  "oee:read",
  "shift:read",
  "product:read",
  "stop:read",
  "connection:read",
  "plant:read",
] as const;
// Who stands at the machine knows best why it stands: operators give reasons and call for help.
const operator = [...viewer, "production:log", "stop:classify", "andon:call"] as const;
const specialist = [...operator, "andon:answer"] as const;
const supervisor = [...specialist, "run:set", "handover:sign", "export:create"] as const;
const planner = [...supervisor, "product:update", "shift:update"] as const;
const plantManager = [
  ...planner,
  "machine:update",
  "connection:update",
  "reason:update",
  "alert:update",
  "audit:read",
] as const;
const admin = [...plantManager, "user:read", "user:update", "plant:update"] as const;

export type Permission = (typeof admin)[number];

/** Every permission there is; an operation may name no other. */
export const permissions: readonly Permission[] = admin;

/** What each role may do, after the hierarchy of the functional spec section 3. */
export const permissionsOf: Record<Role, readonly Permission[]> = {
  admin,
  plant_manager: plantManager,
  supervisor,
  planner,
  quality_inspector: specialist,
  maintenance_technician: specialist,
  operator,
  viewer,
};

export const may = (role: Role, permission: Permission): boolean =>
  permissionsOf[role].includes(permission);
