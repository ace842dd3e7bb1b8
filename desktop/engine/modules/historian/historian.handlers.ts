import type { PlantChanges } from "../../plant-changes.ts";
import type { ReaderThreads } from "../../readers/reader-threads.ts";
import { reading, writing } from "../../serve/house.ts";
import { thePlant } from "../plant/plant.store.ts";
import { historianUsage, policyOf, sampleLosses } from "./historian.store.ts";

/** Curves and raw samples are read on reader threads: a month of a dozen tags never runs beside capture. */
export const historianHandlers = (readers: ReaderThreads, changes: PlantChanges) => ({
  trend: reading.historian.trend.handler(({ input }) => readers.run("historian.trend", input)),

  samples: reading.historian.samples.handler(({ input }) =>
    readers.run("historian.samples", input),
  ),

  policy: reading.historian.policy.handler(async ({ context }) => {
    const plant = await thePlant(context.reader);
    return { policy: policyOf(plant), version: plant.version };
  }),

  updatePolicy: writing.historian.updatePolicy.handler(({ input, context }) =>
    context.write(async (writer) => {
      const { id } = await thePlant(writer);
      const plant = await writer.update("plant", id, input.basedOn, {
        historian: JSON.stringify(input.policy),
      });
      writer.afterCommit(() => changes.tell("plant"));
      return { policy: policyOf(plant), version: plant.version };
    }),
  ),

  usage: reading.historian.usage.handler(async ({ context }) => {
    const plant = await thePlant(context.reader);
    return historianUsage(context.database, policyOf(plant), context.identity.now());
  }),

  losses: reading.historian.losses.handler(async ({ context }) => ({
    rows: await sampleLosses(context.reader),
  })),
});
