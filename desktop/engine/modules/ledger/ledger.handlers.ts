import type { MachineId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { Span } from "#shared/kernel/span.ts";
import { declareState, withdrawState, type Correction } from "#shared/ledger/declare-state.ts";
import type { Writer } from "../../database/writer.ts";
import type { FactsPort } from "../../facts-port.ts";
import type { Identity } from "../../identity.ts";
import type { ReaderThreads } from "../../readers/reader-threads.ts";
import { reading, writing } from "../../serve/house.ts";
import { theMachine } from "../machines/machine.store.ts";
import { gapList } from "./gap-list.ts";
import {
  instantsOf,
  storeFacts,
  stretchesOf,
  unknownCauses,
  unseenFrom,
} from "./typed-time.store.ts";

const invalid = (path: string, message: string): Refusal =>
  new Refusal("INVALID", { issues: [{ path, message }] });

function refuseBadSpan({ start, end }: Span, now: number): void {
  if (start >= end) throw invalid("to", "must be after the start");
  if (end > now) throw invalid("to", "must not lie in the future");
}

export function ledgerHandlers(readers: ReaderThreads, facts: FactsPort) {
  async function correct(
    writer: Writer,
    identity: Identity,
    machineId: MachineId,
    { facts: told }: Correction,
    end: number,
  ): Promise<void> {
    await storeFacts(writer, identity, machineId, told);
    const start = Math.min(...told.map(({ at }) => at));
    try {
      facts.refold(machineId, { start, end });
    } catch (error) {
      facts.forget();
      throw error;
    }
    writer.afterCommit(() => facts.changed(machineId));
  }

  return {
    gaps: reading.ledger.gaps.handler(({ input, context }) =>
      gapList(context.reader, input, context.identity.now()),
    ),
    uptime: reading.ledger.uptime.handler(({ input }) => readers.run("ledger.uptime", input)),
    knowledge: reading.ledger.knowledge.handler(({ input }) =>
      readers.run("ledger.knowledge", input),
    ),
    stretches: reading.ledger.stretches.handler(({ input }) =>
      readers.run("ledger.stretches", input),
    ),

    declareState: writing.ledger.declareState.handler(({ input, context }) =>
      context.write(async (writer) => {
        const { machineId, from, to, state, note } = input;
        const span = { start: from, end: to };
        await theMachine(writer, machineId);
        refuseBadSpan(span, context.identity.now());
        const openFrom = await unseenFrom(writer, machineId);
        const declared = declareState(
          await stretchesOf(writer, machineId, span),
          await instantsOf(writer, machineId, span),
          { ...span, state, note },
          openFrom,
        );
        if (declared.ms === 0)
          throw new Refusal("NOT_NOW", {
            reason:
              to > openFrom
                ? "the machine has not been seen again since"
                : "nothing is unknown in this time",
          });
        await correct(writer, context.identity, machineId, declared, to);
        await writer.audit("machine", machineId, null, {
          from,
          to,
          state,
          note,
          typedMs: declared.ms,
        });
        return { typedMs: declared.ms };
      }),
    ),

    withdrawState: writing.ledger.withdrawState.handler(({ input, context }) =>
      context.write(async (writer) => {
        const { machineId, from, to } = input;
        const span = { start: from, end: to };
        await theMachine(writer, machineId);
        refuseBadSpan(span, context.identity.now());
        const withdrawn = withdrawState(
          await stretchesOf(writer, machineId, span),
          await instantsOf(writer, machineId, span),
          span,
          await unknownCauses(writer, machineId, to),
        );
        if (withdrawn.ms === 0)
          throw new Refusal("NOT_NOW", { reason: "nothing was typed in this time" });
        await correct(writer, context.identity, machineId, withdrawn, to);
        await writer.audit("machine", machineId, null, { from, to, unknownMs: withdrawn.ms });
        return { unknownMs: withdrawn.ms };
      }),
    ),
  };
}
