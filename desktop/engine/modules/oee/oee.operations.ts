import type { ReaderThreads } from "../../readers/reader-threads.ts";
import { reading } from "../../serve/house.ts";
import { hourRows, machineReport } from "./oee.handlers.ts";

export const oeeOperations = (readers: ReaderThreads) => ({
  machine: reading.oee.machine.handler(({ input, context }) =>
    machineReport(context.reader, input),
  ),
  hours: reading.oee.hours.handler(({ input, context }) => hourRows(context.reader, input)),
  proof: reading.oee.proof.handler(({ input }) => readers.run("oee.proof", input)),
  plant: reading.oee.plant.handler(({ input }) => readers.run("oee.plant", input)),
});
