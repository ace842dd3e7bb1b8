import { z } from "zod";

const opcuaSecurity = z
  .object({
    mode: z.enum(["None", "Sign", "SignAndEncrypt"]).default("None"),
    policy: z
      .enum(["None", "Basic256Sha256", "Aes128_Sha256_RsaOaep", "Aes256_Sha256_RsaPss"])
      .default("None"),
    /** SHA-1 thumbprint (hex) of the server certificate a person has trusted; absent = not yet trusted. */
    trustedThumbprint: z
      .string()
      .regex(/^[0-9a-f]{40}$/, { error: "must be 40 lower-case hex digits" })
      .optional(),
  })
  .strict()
  .refine((value) => (value.mode === "None") === (value.policy === "None"), {
    error: "mode None goes with policy None, and only with it",
    path: ["policy"],
  });

/** OPC UA client settings. Passwords live sealed beside the row, never in this object or an export. */
export const opcuaSettings = z
  .object({
    driver: z.literal("opcua"),
    endpoint: z.string().regex(/^opc\.tcp:\/\/[^\s/:]+(:\d{1,5})?(\/\S*)?$/, {
      error: "must look like opc.tcp://host:4840/path",
    }),
    security: opcuaSecurity.prefault({}),
    publishingMs: z.int().min(100).max(10_000).default(500),
  })
  .strict();

/** A machine that exists only in the engine: for trials, tests and training. */
export const simulatedSettings = z
  .object({
    driver: z.literal("simulated"),
    seed: z.int().min(0).default(1),
    cycleMs: z.int().min(50).default(2_000),
  })
  .strict();

export const connectionSettings = z.discriminatedUnion("driver", [
  opcuaSettings,
  simulatedSettings,
]);
export type ConnectionSettings = z.infer<typeof connectionSettings>;
export type OpcuaSettings = z.infer<typeof opcuaSettings>;
export type SimulatedSettings = z.infer<typeof simulatedSettings>;
export type DriverKind = ConnectionSettings["driver"];
