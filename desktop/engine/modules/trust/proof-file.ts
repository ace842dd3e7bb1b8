import type { MachineId } from "#shared/kernel/id.ts";
import { proofFileName, proofFileText, type ProofFile } from "#shared/oee/proof-file.ts";
import type { Reader } from "../../database/reader.ts";
import { definitionOf } from "../oee/kpi-report-of.ts";
import { loadSetting } from "../oee/machine-setting.ts";
import { makeProofFile } from "../oee/make-proof-file.ts";
import { oeeProof, type Range } from "../oee/reports.ts";
import { withKnown } from "./report-as-known.ts";

export interface ProofFileWish {
  readonly machineId: MachineId;
  readonly range: Range;
  readonly knownAt?: number | undefined;
  /** Version of the program. */
  readonly app: string;
}

/** A machine's proof as a file; with `knownAt` as it stood then. `clock` = now, UTC milliseconds. */
export async function proofFileOf(
  reader: Reader,
  { machineId, range, knownAt, app }: ProofFileWish,
  clock = Date.now(),
): Promise<ProofFile> {
  const of = { machineId, range };
  const make = async (from: Reader, at: number) =>
    makeProofFile({
      app,
      madeAt: clock,
      knownAt: knownAt ?? null,
      definition: definitionOf(await loadSetting(from, machineId)),
      proof: await oeeProof(from, of, at),
    });
  return knownAt === undefined
    ? make(reader, clock)
    : withKnown(reader, { ...of, knownAt }, (then) => make(then, knownAt));
}

/** The same as a file's name and text. */
export async function savedProofFile(
  reader: Reader,
  wish: ProofFileWish,
  clock = Date.now(),
): Promise<{ name: string; text: string }> {
  const file = await proofFileOf(reader, wish, clock);
  return {
    name: `${proofFileName(file.proof.machineCode, wish.range)}.json`,
    text: proofFileText(file),
  };
}
