import type { ConnectionId } from "#shared/kernel/id.ts";
import { driverConformance } from "../conformance.ts";
import { SimulatedDriver } from "./simulated-driver.ts";

const clock = { now: () => Date.now(), monotonic: () => performance.now() };

driverConformance("simulated", async () => {
  const cable = { isPluggedIn: true };
  return {
    changing: ["count", "count"],
    unknownAddress: "temperature",
    browseParent: null,
    open: (tags) =>
      new SimulatedDriver({
        connection: {
          id: "c" as ConnectionId,
          settings: { driver: "simulated", seed: 7, cycleMs: 300 },
        },
        tags,
        clock,
        cable,
      }),
    breakLink: async () => void (cable.isPluggedIn = false),
    repairLink: async () => void (cable.isPluggedIn = true),
    close: async () => undefined,
  };
});
