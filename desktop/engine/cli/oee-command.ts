import type { OeeProof } from "#shared/oee/oee-proof.ts";
import { oeeProof } from "../modules/oee/reports.ts";
import { proofAsKnown } from "../modules/trust/report-as-known.ts";
import type { CommandNamed } from "./arguments.ts";
import { machineNamed } from "./machine-named.ts";
import { openForReading } from "./open-for-reading.ts";

const percent = (value: number) => `${(value * 100).toFixed(2)} %`;

function table(proof: OeeProof): string {
  const { report, balance } = proof;
  const figures = Object.entries(report.figures).map(([code, figure]) => {
    const text =
      figure.value === null
        ? `– (${figure.reason})`
        : code === "throughputPerHour"
          ? figure.value.toFixed(1)
          : percent(figure.value);
    return `  ${code.padEnd(24)}${text}`;
  });
  const time = Object.entries(report.time).map(
    ([code, ms]) => `  ${code.padEnd(24)}${(ms / 60_000).toFixed(2)} min`,
  );
  return [
    `${proof.machineCode} ${proof.machineName}`,
    `${new Date(report.range.from).toISOString()} – ${new Date(report.range.to).toISOString()}, known up to ${new Date(report.now).toISOString()}`,
    ...figures,
    `  ${"coverage".padEnd(24)}${report.coverage === null ? "– (not_scheduled)" : percent(report.coverage)}`,
    `  ${"flags".padEnd(24)}${report.flags.join(", ") || "none"}`,
    "Time",
    ...time,
    `  planned ${balance.plannedMs} ms, accounted ${balance.accountedMs} ms, remainder ${balance.remainderMs} ms`,
    `Pieces: ${report.pieces.total} made, ${report.pieces.good} good, ${report.pieces.reject} rejected, ${report.pieces.unplanned} outside planned time`,
    `Proof: ${proof.spans.length} intervals, ${proof.counts.length} counts; --json prints them all`,
  ].join("\n");
}

/** Prints every KPI of a machine with the intervals and counts that made it, as they are or as they stood at an instant. */
export async function oeeCommand(command: CommandNamed<"oee">): Promise<string> {
  const reader = openForReading(command.data);
  const { id: machineId } = await machineNamed(reader, command.machine);
  const range = { from: command.from, to: command.to };
  const knownAt = command["known-at"];
  const proof =
    knownAt === undefined
      ? await oeeProof(reader, { machineId, range })
      : await proofAsKnown(reader, machineId, range, knownAt);
  return command.json ? JSON.stringify(proof) : table(proof);
}
