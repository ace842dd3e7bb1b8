import { parentPort, workerData } from "node:worker_threads";
import { Refusal } from "#shared/kernel/refusal.ts";
import { openReadOnly } from "../database/open-database.ts";
import { asReader } from "../database/reader.ts";
import { heavyQueries } from "./heavy-queries.ts";
import type { ReaderAnswer, ReaderJob, ReaderStart } from "./reader-protocol.ts";

const { folder } = workerData as ReaderStart;
const reader = asReader(openReadOnly(folder));
const queries: Record<string, (from: typeof reader, input: never) => Promise<unknown>> =
  heavyQueries;

async function answer({ id, operation, input }: ReaderJob): Promise<ReaderAnswer> {
  try {
    const query = queries[operation];
    if (!query) throw new Error(`"${operation}" is not among the heavy queries`);
    return { id, kind: "output", output: await query(reader, input as never) };
  } catch (error) {
    if (error instanceof Refusal) {
      const { code, data }: Refusal = error;
      return { id, kind: "refusal", code, data };
    }
    const failure = error instanceof Error ? error : new Error(String(error));
    return { id, kind: "failure", message: failure.message, stack: failure.stack ?? "" };
  }
}

parentPort!.on("message", (job: ReaderJob) => {
  void answer(job).then((result) => parentPort!.postMessage(result));
});
