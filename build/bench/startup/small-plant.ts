import type { PlantConfigDocument } from "#shared/plant/plant-config.ts";

/** A small plant that needs no server: every machine is simulated inside the engine. */
export function smallPlant(machines: number): PlantConfigDocument {
  const codes = Array.from({ length: machines }, (_, index) => `SIM-${index + 1}`);
  return {
    version: 1,
    plant: { name: "Small plant", zone: "Europe/Berlin" },
    connections: codes.map((code, seed) => ({
      code,
      name: code,
      settings: { driver: "simulated", seed },
    })),
    products: [{ code: "P-1", name: "Product one" }],
    machines: codes.map((code) => {
      const tag = (signal: string): string => `${code.toLowerCase()}.${signal}`;
      return {
        code,
        name: `Simulated machine ${code}`,
        kind: "other" as const,
        connection: code,
        tags: [
          { code: tag("running"), address: "running", class: "state" as const },
          { code: tag("count"), address: "count", class: "counter" as const },
        ],
        signals: {
          state: { type: "running_bit" as const, running: tag("running") },
          counts: { total: { tag: tag("count") } },
        },
        idealCycles: [{ product: "P-1", cycleSeconds: 2, validFrom: "2025-01-01T00:00:00Z" }],
      };
    }),
  };
}
