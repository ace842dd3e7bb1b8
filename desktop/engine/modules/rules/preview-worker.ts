import { parentPort, workerData } from "node:worker_threads";
import type { PreviewStep } from "#shared/rules/preview-change.ts";
import { openReadOnly } from "../../database/open-database.ts";
import { asReader } from "../../database/reader.ts";
import { previewRules, type PreviewWish } from "./preview-rules.ts";

/** What a preview's thread is started with. */
export interface PreviewStart {
  readonly folder: string;
  readonly wish: PreviewWish;
  /** Now, UTC milliseconds. */
  readonly clock: number;
}

const { folder, wish, clock } = workerData as PreviewStart;
const send = (step: PreviewStep): void => parentPort!.postMessage(step);
const result = await previewRules(asReader(openReadOnly(folder)), wish, clock, (share) =>
  send({ share, result: null }),
);
send({ share: 1, result });
