import { z } from "zod";

/** What sort of equipment it is; chooses icon and proposed signal template, never a formula. */
export const machineKinds = [
  "filling",
  "machine_tool",
  "press",
  "moulding",
  "packing",
  "assembly",
  "welding",
  "testing",
  "other",
] as const;
export const machineKind = z.enum(machineKinds);
export type MachineKind = z.infer<typeof machineKind>;
