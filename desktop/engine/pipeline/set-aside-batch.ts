import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CapturedBatch } from "./captured-batch.ts";

/** JSON knows no 64-bit integers and no typed arrays. */
const printable = (_key: string, value: unknown): unknown => {
  if (typeof value === "bigint") return value.toString();
  return ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value;
};

/**
 * Keeps a batch that could not be stored as `DIR/set-aside/batch-<instant>-<incident>.json`, so that nothing captured
 * is lost and somebody can look at it. Returns the file.
 */
export function setAside(
  folder: string,
  batch: CapturedBatch,
  error: unknown,
  incident: string,
): string {
  const directory = join(folder, "set-aside");
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `batch-${batch.capturedUpTo}-${incident}.json`);
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  writeFileSync(file, JSON.stringify({ incident, error: message, batch }, printable));
  return file;
}
