import type { OpenCalls } from "#shared/andon/andon.contract.ts";
import type { Reader } from "../../database/reader.ts";
import { thePlant } from "../plant/plant.store.ts";
import { andonPolicyOf, callRowOf, openCallRows } from "./andon-call.store.ts";

/** Every call that is not closed, as screens show it. */
export async function readOpenCalls(reader: Reader, now: number): Promise<OpenCalls> {
  const rows = await openCallRows(reader);
  if (rows.length === 0) return { now, calls: [] };
  const policy = andonPolicyOf(await thePlant(reader));
  return { now, calls: rows.map((row) => callRowOf(row, policy)) };
}
