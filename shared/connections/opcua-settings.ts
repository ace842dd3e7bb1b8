import { z } from "zod";

export const opcuaPolicies = [
  "Basic256Sha256",
  "Aes128_Sha256_RsaOaep",
  "Aes256_Sha256_RsaPss",
] as const;

const opcuaSecurity = z
  .object({
    mode: z.enum(["None", "Sign", "SignAndEncrypt"]).default("None"),
    policy: z.enum(["None", ...opcuaPolicies]).default("None"),
    /**
     * SHA-1 thumbprint (hex) of the one server certificate this connection accepts. Absent = whatever certificate people
     * have trusted on the certificates page.
     */
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

/** Who we are to the server. Password, certificate and key lie sealed beside the row, never in here or in an export. */
const opcuaIdentity = z.discriminatedUnion("type", [
  z.object({ type: z.literal("anonymous") }).strict(),
  z.object({ type: z.literal("user"), userName: z.string().trim().min(1).max(200) }).strict(),
  z.object({ type: z.literal("certificate") }).strict(),
]);

/** Known limits of servers: how many nodes one call may carry and how many items one subscription holds. */
export const opcuaProfiles = ["generic", "s7_1200", "s7_1500", "kepware"] as const;

/** OPC UA client settings. */
export const opcuaSettings = z
  .object({
    driver: z.literal("opcua"),
    endpoint: z.string().regex(/^opc\.tcp:\/\/[^\s/:]+(:\d{1,5})?(\/\S*)?$/, {
      error: "must look like opc.tcp://host:4840/path",
    }),
    security: opcuaSecurity.prefault({}),
    identity: opcuaIdentity.prefault({ type: "anonymous" }),
    profile: z.enum(opcuaProfiles).default("generic"),
    publishingMs: z.int().min(100).max(10_000).default(500),
    /** The outage of the network that the server's queues should bridge without loss; sizes them. Seconds. */
    bridgeSeconds: z.int().min(10).max(3_600).default(60),
    /** After a gap read what the server's own history has of it. */
    readsHistory: z.boolean().default(true),
  })
  .strict();
export type OpcuaSettings = z.infer<typeof opcuaSettings>;
