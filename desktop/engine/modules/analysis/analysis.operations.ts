import type { ReaderThreads } from "../../readers/reader-threads.ts";
import { reading } from "../../serve/house.ts";

/** All of them look at a year of all machines if they are asked to: none runs beside capture. */
export const analysisOperations = (readers: ReaderThreads) => ({
  losses: reading.analysis.losses.handler(({ input }) => readers.run("analysis.losses", input)),
  pareto: reading.analysis.pareto.handler(({ input }) => readers.run("analysis.pareto", input)),
  stops: reading.analysis.stops.handler(({ input }) => readers.run("analysis.stops", input)),
  trend: reading.analysis.trend.handler(({ input }) => readers.run("analysis.trend", input)),
  heatMap: reading.analysis.heatMap.handler(({ input }) => readers.run("analysis.heatMap", input)),
  speed: reading.analysis.speed.handler(({ input }) => readers.run("analysis.speed", input)),
  reliability: reading.analysis.reliability.handler(({ input }) =>
    readers.run("analysis.reliability", input),
  ),
  ratios: reading.analysis.ratios.handler(({ input }) => readers.run("analysis.ratios", input)),
});
