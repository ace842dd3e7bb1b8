import type { MachineId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { MachineRunRow } from "#shared/schema/tables/fact-tables.ts";
import type { Writer } from "../../database/writer.ts";
import type { ReaderThreads } from "../../readers/reader-threads.ts";
import { reading, writing } from "../../serve/house.ts";
import type { FactsPort } from "../../facts-port.ts";
import { machineRow, theMachine } from "../machines/machine.store.ts";
import { correctRun, endRun, startRun } from "./run.store.ts";
import { proposalOf } from "./scan.ts";

/** @throws Refusal NOT_NOW when the machine tells by itself what it makes */
async function refuseOwnReport(writer: Writer, machineId: MachineId): Promise<void> {
  const { product, order } = machineRow(await theMachine(writer, machineId)).signals;
  if (product || order) {
    const reason = "the machine reports its product itself; change it at the machine";
    throw new Refusal("NOT_NOW", { reason });
  }
}

const audited = (run: MachineRunRow): Record<string, unknown> => ({
  product: run.product_code,
  order: run.order_no,
  start: run.starts_at,
  end: run.ends_at,
  target: run.target,
  cavities: run.cavities,
});

export function runsHandlers(readers: ReaderThreads, facts: FactsPort) {
  /** Only the one machine and the time touched are computed again. */
  function follow(writer: Writer, machineId: MachineId, span: Span): void {
    // The pipeline keeps the newest run in mind: it is read again.
    facts.forget();
    facts.mark(machineId, { ...span, end: Math.max(span.end, span.start + 1) });
    writer.afterCommit(() => facts.changed(machineId));
  }

  /** After a failure nothing of the command may be kept in memory. */
  async function orForget<Output>(work: Promise<Output>): Promise<Output> {
    try {
      return await work;
    } catch (error) {
      facts.forget();
      throw error;
    }
  }

  return {
    list: reading.runs.list.handler(({ input }) => readers.run("runs.list", input)),
    changeovers: reading.runs.changeovers.handler(({ input }) =>
      readers.run("runs.changeovers", input),
    ),
    matrix: reading.runs.matrix.handler(({ input }) => readers.run("runs.matrix", input)),
    order: reading.runs.order.handler(({ input }) => readers.run("runs.order", input)),
    scan: reading.runs.scan.handler(({ input, context }) => proposalOf(context.reader, input.text)),

    start: writing.runs.start.handler(({ input, context }) =>
      orForget(
        context.write(async (writer) => {
          const { machineId, at, source, commandId: _, ...made } = input;
          await refuseOwnReport(writer, machineId);
          const now = context.identity.now();
          const by = context.caller.session?.user.displayName ?? null;
          const { run, from } = await startRun(writer, context.identity, machineId, made, {
            at: at ?? now,
            source,
            by,
          });
          await writer.audit("run", run.id, null, { machineId, ...audited(run) });
          follow(writer, machineId, { start: from, end: now });
          return { id: run.id };
        }),
      ),
    ),

    end: writing.runs.end.handler(({ input, context }) =>
      orForget(
        context.write(async (writer) => {
          const { machineId, at } = input;
          await refuseOwnReport(writer, machineId);
          const now = context.identity.now();
          const { run, from } = await endRun(writer, context.identity, machineId, at ?? now);
          await writer.audit("run", run.id, { end: null }, { end: run.ends_at });
          follow(writer, machineId, { start: from, end: now });
          return { id: run.id };
        }),
      ),
    ),

    correct: writing.runs.correct.handler(({ input, context }) =>
      orForget(
        context.write(async (writer) => {
          const { id, basedOn, commandId: _, ...wanted } = input;
          const { run, before, from, until } = await correctRun(
            writer,
            context.identity,
            id,
            basedOn,
            wanted,
          );
          await writer.audit("run", run.id, audited(before), audited(run));
          follow(writer, run.machine_id, { start: from, end: until });
          return { id: run.id };
        }),
      ),
    ),
  };
}
