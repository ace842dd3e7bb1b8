import { z } from "zod";
import type { PlantConfigDocument } from "#shared/plant/plant-config.ts";

export const tickNamespace = "urn:unison:bench:ticks";

/** How the server is told what to be. */
export const tickServerOptions = z.object({
  port: z.int(),
  pkiFolder: z.string(),
  items: z.int().min(1),
  rateHz: z.number().positive(),
  /** Only Basic256Sha256 SignAndEncrypt, instead of no security. */
  isSecure: z.boolean().default(false),
  /** Instant of tick 0, so that a server that is started again goes on where time is; absent = the start. UTC milliseconds. */
  epoch: z.number().optional(),
  /** Ticks that were due while the process stood still never happened, as with a machine that stands still. */
  skipsOwed: z.boolean().default(false),
  /** Namespaces before that of the ticks, whose index moves by them. */
  namespacesBefore: z.int().default(0),
});
export type TickServerOptions = z.input<typeof tickServerOptions>;

export const tickServerReady = z.object({
  endpoint: z.string(),
  /** SHA-1 of the certificate. */
  thumbprint: z.string(),
  /** Instant of tick 0, UTC milliseconds; tick n was planned n periods later. */
  startedAt: z.number(),
  periodMs: z.number(),
});
export type TickServerReady = z.infer<typeof tickServerReady>;

/** What the server did so far, told when it is asked. */
export const tickAccount = z.object({
  ticks: z.int(),
  /** The longest that a tick came after its planned instant. */
  worstLateMs: z.number(),
});
export type TickAccount = z.infer<typeof tickAccount>;

export const tickNode = (index: number): string => `tick-${index}`;

const tagsPerMachine = 100;

/** How the plant reads the tick server. */
export interface TickConnection {
  readonly endpoint: string;
  readonly items: number;
  readonly publishingMs: number;
  /** The certificate to trust; null = no security. */
  readonly securedBy: string | null;
  readonly bridgeSeconds?: number;
}

/** A plant of machines with a hundred tags each, all read from the tick server over one connection. */
export function tickPlant({
  endpoint,
  items,
  publishingMs,
  securedBy,
  bridgeSeconds,
}: TickConnection): PlantConfigDocument {
  const machine = (first: number) => ({
    code: `M${first / tagsPerMachine + 1}`,
    name: `Machine ${first / tagsPerMachine + 1}`,
    kind: "other" as const,
    connection: "TICKS",
    tags: Array.from({ length: Math.min(tagsPerMachine, items - first) }, (_, index) => ({
      code: tickNode(first + index),
      address: `nsu=${tickNamespace};s=${tickNode(first + index)}`,
      class: "counter" as const,
    })),
  });
  const security =
    securedBy === null
      ? {}
      : {
          security: {
            mode: "SignAndEncrypt" as const,
            policy: "Basic256Sha256" as const,
            trustedThumbprint: securedBy,
          },
        };
  const settings = {
    driver: "opcua" as const,
    endpoint,
    publishingMs,
    ...security,
    ...(bridgeSeconds === undefined ? {} : { bridgeSeconds }),
  };
  return {
    version: 1,
    plant: { name: "Benchmark", zone: "Europe/Berlin" },
    connections: [{ code: "TICKS", name: "Tick server", settings }],
    machines: Array.from({ length: Math.ceil(items / tagsPerMachine) }, (_, index) =>
      machine(index * tagsPerMachine),
    ),
  };
}
