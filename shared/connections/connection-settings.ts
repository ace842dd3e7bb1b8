import { z } from "zod";
import { modbusSettings } from "./modbus-settings.ts";
import { opcuaSettings } from "./opcua-settings.ts";
import { serialSettings } from "./serial-settings.ts";

export const simulatedSettings = z
  .object({
    driver: z.literal("simulated"),
    seed: z.int().min(0).default(1),
    cycleMs: z.int().min(50).default(2_000),
  })
  .strict();
export type SimulatedSettings = z.infer<typeof simulatedSettings>;

export const connectionSettings = z.discriminatedUnion("driver", [
  opcuaSettings,
  modbusSettings,
  serialSettings,
  simulatedSettings,
]);
export type ConnectionSettings = z.infer<typeof connectionSettings>;
export type DriverKind = ConnectionSettings["driver"];
