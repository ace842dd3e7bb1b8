import { z } from "zod";

/** Roles of the plant, highest first; each inherits what stands below it in `permissions.ts`. */
export const roles = [
  "admin",
  "plant_manager",
  "supervisor",
  "planner",
  "quality_inspector",
  "maintenance_technician",
  "operator",
  "viewer",
] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;
