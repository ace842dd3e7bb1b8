import type { ReaderThreads } from "../../readers/reader-threads.ts";
import { reading } from "../../serve/house.ts";

/** All of them take any range, and a year takes a second: none runs beside capture. */
export const oeeOperations = (readers: ReaderThreads) => ({
  machine: reading.oee.machine.handler(({ input }) => readers.run("oee.machine", input)),
  hours: reading.oee.hours.handler(({ input }) => readers.run("oee.hours", input)),
  proof: reading.oee.proof.handler(({ input }) => readers.run("oee.proof", input)),
  plant: reading.oee.plant.handler(({ input }) => readers.run("oee.plant", input)),
});
