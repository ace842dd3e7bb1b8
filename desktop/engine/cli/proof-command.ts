import { readFileSync, writeFileSync } from "node:fs";
import { canonicalJson } from "#shared/kernel/canonical-json.ts";
import { proofFile, proofFileText, type ProofFile } from "#shared/oee/proof-file.ts";
import { isSame, verifyProof } from "#shared/oee/verify-proof.ts";
import { definitionHash } from "../modules/oee/kpi-report-of.ts";
import { digestOf } from "../modules/oee/make-proof-file.ts";
import { proofFileOf } from "../modules/trust/proof-file.ts";
import { proofAsKnown } from "../modules/trust/report-as-known.ts";
import { WrongArguments, type CommandNamed } from "./arguments.ts";
import { Exit, exitCodes } from "./exit.ts";
import { machineNamed } from "./machine-named.ts";
import { openForReading } from "./open-for-reading.ts";
import { version } from "./version.ts";

/** Writes the proof of a machine's figures as one sealed file. */
export async function proofExportCommand(command: CommandNamed<"proof export">): Promise<string> {
  const reader = openForReading(command.data);
  const { id: machineId } = await machineNamed(reader, command.machine);
  const knownAt = command["known-at"];
  const file = await proofFileOf(reader, {
    machineId,
    range: { from: command.from, to: command.to },
    ...(knownAt !== undefined && { knownAt }),
    app: version,
  });
  if (command.out === undefined) return proofFileText(file).trimEnd();
  try {
    writeFileSync(command.out, proofFileText(file));
  } catch (error) {
    throw new WrongArguments(`--out ${command.out} cannot be written: ${wordsOf(error)}`);
  }
  return `written to ${command.out}, sha256 ${file.digest}`;
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function readProofFile(path: string): ProofFile {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new WrongArguments(`${path} cannot be read: ${wordsOf(error)}`);
  }
  try {
    return proofFile.parse(JSON.parse(text));
  } catch {
    throw new WrongArguments(`${path} is not a proof file.`);
  }
}

/**
 * Makes every figure of a proof file again from the file's own rows. With a plant at hand, also asks it for the same proof.
 * @throws Exit with findings when digits, digest or definition differ
 */
export async function proofVerifyCommand(command: CommandNamed<"proof verify">): Promise<string> {
  const file = readProofFile(command.file);
  const { report, machineCode, machineName, spans, counts } = file.proof;
  const checked = verifyProof(file.proof);
  const differing = checked.filter((one) => !isSame(one));
  const findings = [
    ...(digestOf(file) === file.digest
      ? []
      : [`the digest is not that of the content: expected ${digestOf(file)}`]),
    ...(definitionHash([file.definition]) === report.definitionHash
      ? []
      : ["the definition is not the one the figures were made under"]),
    ...differing.map(
      ({ what, printed, recomputed }) =>
        `${what}: the file says ${printed}, its rows ${recomputed}`,
    ),
    ...(await againstPlant(command, file)),
  ];
  const head = [
    `${machineCode} ${machineName}`,
    `${new Date(report.range.from).toISOString()} – ${new Date(report.range.to).toISOString()}, as known at ${new Date(file.knownAt ?? file.madeAt).toISOString()}, Unison ${file.app}`,
    ...checked.map(
      (one) => `  ${one.what.padEnd(26)}${one.recomputed}${isSame(one) ? "" : "  DIFFERS"}`,
    ),
  ];
  if (findings.length > 0)
    throw new Exit(exitCodes.findings, [...head, "", ...findings].join("\n"));
  return [
    ...head,
    `sha256 ${file.digest}`,
    `definition ${report.definitionHash}`,
    `${checked.length} figures made again from ${spans.length} intervals and ${counts.length} counts: the same digits`,
  ].join("\n");
}

/** Whether the plant itself gives the same proof today for the instant the file speaks of. */
async function againstPlant(
  { data }: CommandNamed<"proof verify">,
  { proof, knownAt, madeAt }: ProofFile,
): Promise<string[]> {
  if (data === undefined) return [];
  const reader = openForReading(data);
  const { id } = await machineNamed(reader, proof.machineCode);
  const { range, now } = proof.report;
  const again = await proofAsKnown(reader, id, range, knownAt ?? madeAt, now);
  return canonicalJson(again) === canonicalJson(proof)
    ? []
    : ["the plant gives another proof for this instant"];
}
