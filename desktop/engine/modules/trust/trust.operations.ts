import type { ReaderThreads } from "../../readers/reader-threads.ts";
import { reading } from "../../serve/house.ts";
import { definitions } from "./definitions.ts";

/** All but the definitions look at weeks of rows: none runs beside capture. `version` = of the program, for proof files. */
export const trustOperations = (readers: ReaderThreads, version: string) => ({
  asKnown: reading.trust.asKnown.handler(({ input }) => readers.run("trust.asKnown", input)),
  edits: reading.trust.edits.handler(({ input }) => readers.run("trust.edits", input)),
  honesty: reading.trust.honesty.handler(({ input }) => readers.run("trust.honesty", input)),
  closed: reading.trust.closed.handler(({ input }) => readers.run("trust.closed", input)),
  definitions: reading.trust.definitions.handler(({ context }) => definitions(context.reader)),
  proofFile: reading.trust.proofFile.handler(({ input }) =>
    readers.run("trust.proofFile", { ...input, app: version }),
  ),
});
