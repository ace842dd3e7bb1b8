import type { ReaderThreads } from "../../readers/reader-threads.ts";
import { reading } from "../../serve/house.ts";

export const replayOperations = (readers: ReaderThreads) => ({
  load: reading.replay.load.handler(({ input }) => readers.run("replay.load", input)),
});
