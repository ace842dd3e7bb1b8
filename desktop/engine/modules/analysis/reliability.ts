import type { z } from "zod";
import type { analysisContract } from "#shared/analysis/analysis.contract.ts";
import {
  meanTimeToAnswer,
  reasonsOfFailures,
  reliabilityOfMany,
  type AnsweredAfter,
  type MachineFailures,
} from "#shared/analysis/reliability-of-many.ts";
import type { FailureRow, ReliabilityRow } from "#shared/analysis/reliability-report.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import { classifyTime } from "#shared/oee/classify-time.ts";
import { failuresIn, type Failure } from "#shared/oee/reliability.ts";
import type { Reader } from "../../database/reader.ts";
import { definitionOf } from "../oee/kpi-report-of.ts";
import { loadTimeInput } from "../oee/load-oee-input.ts";
import { loadSetting } from "../oee/machine-setting.ts";
import { askedOf, basisOf, type Asked, type AskedMachine } from "./asked.ts";
import { reasonsById, type NamedReason } from "./reasons.ts";

export type ReliabilityAsked = z.output<
  (typeof analysisContract.reliability)["~orpc"]["inputSchema"] & {}
>;
export type ReliabilityAnswer = z.output<
  (typeof analysisContract.reliability)["~orpc"]["outputSchema"] & {}
>;

const mostFailures = 500;

type NamedFailure = Failure & { readonly reasonId: string | null };

interface Watched extends MachineFailures {
  readonly machine: AskedMachine;
  readonly failures: readonly NamedFailure[];
  readonly calls: readonly AnsweredAfter[];
  readonly definition: string;
}

/** Calls of a machine that may have been answered in the period; those taken back asked for nothing. */
const callsOf = (reader: Reader, machineId: MachineId, period: Span): Promise<AnsweredAfter[]> =>
  reader
    .selectFrom("andon_call")
    .select(["opened_at as openedAt", "acknowledged_at as acknowledgedAt"])
    .where("machine_id", "=", machineId)
    .where("opened_at", "<", period.end)
    .where("acknowledged_at", ">", period.start)
    .where("acknowledged_at", "<=", period.end)
    .where("status", "!=", "cancelled")
    .execute();

async function watch(reader: Reader, asked: Asked, machine: AskedMachine): Promise<Watched> {
  const setting = await loadSetting(reader, machine.id);
  const input = await loadTimeInput(reader, setting, asked.span, asked.now);
  const spans = classifyTime(input);
  const reasons = reasonsOfFailures(spans);
  return {
    machine,
    operatingMs: spans
      .filter((span) => span.class === "apt" || span.class === "aust")
      .reduce((sum, { start, end }) => sum + end - start, 0),
    failures: failuresIn(spans).map((failure) => ({
      ...failure,
      reasonId: reasons.get(failure.start) ?? null,
    })),
    calls: await callsOf(reader, machine.id, asked.span),
    definition: definitionOf(setting),
  };
}

const ofReason =
  (reasonId: string | null) =>
  ({ operatingMs, failures }: Watched): MachineFailures => ({
    operatingMs,
    failures: failures.filter((failure) => failure.reasonId === reasonId),
  });

/** Failures and their means, by machine and by reason. `clock` = now, UTC milliseconds. */
export async function reliability(
  reader: Reader,
  filter: ReliabilityAsked,
  clock = Date.now(),
): Promise<ReliabilityAnswer> {
  const asked = await askedOf(reader, filter, clock);
  const reasons = await reasonsById(reader);
  const period = { start: asked.span.start, end: Math.min(asked.span.end, asked.now) };
  const watched: Watched[] = [];
  for (const machine of asked.machines) watched.push(await watch(reader, asked, machine));
  const row = (
    name: Pick<ReliabilityRow, "key" | "code" | "name">,
    machines: readonly MachineFailures[],
    calls: readonly AnsweredAfter[] | null,
  ): ReliabilityRow => ({
    ...name,
    ...reliabilityOfMany(period, machines),
    ...(calls === null ? { calls: null, mttaMs: null } : meanTimeToAnswer(period, calls)),
  });
  const seen = new Set(watched.flatMap(({ failures }) => failures.map(({ reasonId }) => reasonId)));
  const failures = watched
    .flatMap(({ machine, failures: own }) =>
      own.map((failure) => failureRow(machine, failure, asked.now, reasons)),
    )
    .sort((a, b) => b.start - a.start);
  return {
    basis: await basisOf(
      reader,
      asked,
      watched.map(({ definition }) => definition),
    ),
    total: row(
      { key: "", code: "", name: "" },
      watched,
      watched.flatMap(({ calls }) => calls),
    ),
    byMachine: watched.map((own) =>
      row(
        { key: own.machine.id, code: own.machine.code, name: own.machine.name },
        [own],
        own.calls,
      ),
    ),
    byReason: [...seen]
      .map((reasonId) => {
        const reason = reasonId === null ? undefined : reasons.get(reasonId);
        return row(
          { key: reasonId ?? "", code: reason?.code ?? "", name: reason?.name ?? "" },
          watched.map(ofReason(reasonId)),
          null,
        );
      })
      .sort((a, b) => b.downMs - a.downMs),
    failures: failures.slice(0, mostFailures),
    failuresTotal: failures.length,
  };
}

const failureRow = (
  machine: AskedMachine,
  { start, end, reasonId }: NamedFailure,
  now: number,
  reasons: ReadonlyMap<string, NamedReason>,
): FailureRow => ({
  machineId: machine.id,
  machineCode: machine.code,
  start,
  end,
  downMs: (end ?? now) - start,
  reasonId,
  reasonName: reasonId === null ? null : (reasons.get(reasonId)?.name ?? null),
});
