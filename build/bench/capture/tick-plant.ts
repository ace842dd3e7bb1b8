import { z } from "zod";
import type { PlantConfigDocument } from "#shared/plant/plant-config.ts";

export const tickNamespace = "urn:unison:bench:ticks";

/** How the server is told what to be. */
export const tickServerOptions = z.object({
  port: z.int(),
  pkiFolder: z.string(),
  items: z.int().min(1),
  rateHz: z.number().positive(),
});
export type TickServerOptions = z.infer<typeof tickServerOptions>;

export const tickServerReady = z.object({
  endpoint: z.string(),
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

/** A plant of machines with a hundred tags each, all read from the tick server over one connection. */
export function tickPlant(
  endpoint: string,
  items: number,
  publishingMs: number,
): PlantConfigDocument {
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
  return {
    version: 1,
    plant: { name: "Benchmark", zone: "Europe/Berlin" },
    connections: [
      { code: "TICKS", name: "Tick server", settings: { driver: "opcua", endpoint, publishingMs } },
    ],
    machines: Array.from({ length: Math.ceil(items / tagsPerMachine) }, (_, index) =>
      machine(index * tagsPerMachine),
    ),
  };
}
