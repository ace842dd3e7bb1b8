import type { Writer } from "../../database/writer.ts";
import type { Identity } from "../../identity.ts";
import type { PlantChanges } from "../../plant-changes.ts";
import type { ReaderThreads } from "../../readers/reader-threads.ts";
import type { Caller } from "../../serve/caller.ts";
import { reading, writing } from "../../serve/house.ts";
import type { FactsPort } from "../../facts-port.ts";
import { knownUntil } from "../oee/known-until.ts";
import { classHistory } from "./class-history.ts";
import { reasonsHandlers } from "./reasons.handlers.ts";
import {
  classifyStop,
  mergeStops,
  splitStop,
  undoEdit,
  type Edited,
  type Editing,
} from "./stop-edits.ts";

/** Why machines stood: the list, what was said of each stop, and saying it. */
export function stopsHandlers(changes: PlantChanges, readers: ReaderThreads, facts: FactsPort) {
  /** Carries edits out; the figures of their time are computed again, in the same transaction or not at all. */
  async function edit(
    writer: Writer,
    { caller, identity }: { caller: Caller; identity: Identity },
    decide: (editing: Editing) => Promise<readonly Edited[]>,
  ): Promise<{ edits: string[] }> {
    const user = caller.session?.user;
    const actor = { id: user?.id ?? null, name: user?.displayName ?? "" };
    const now = await knownUntil(writer, identity.now());
    try {
      const edited = await decide({ writer, identity, actor, now });
      for (const { machineId, start, end } of edited)
        facts.mark(machineId, { start, end: Math.min(end, Math.max(start + 1, identity.now())) });
      const machines = new Set(edited.map(({ machineId }) => machineId));
      for (const machineId of machines)
        await writer.audit("machine", machineId, null, {
          stops: edited
            .filter((one) => one.machineId === machineId)
            .map(({ id, start, end }) => ({ edit: id, start, end: end === Infinity ? null : end })),
        });
      writer.afterCommit(() => machines.forEach((machineId) => facts.changed(machineId)));
      return { edits: edited.map(({ id }) => id) };
    } catch (error) {
      facts.forget();
      throw error;
    }
  }

  return {
    ...reasonsHandlers(changes, readers),

    list: reading.stops.list.handler(({ input }) => readers.run("stops.list", input)),
    unclassified: reading.stops.unclassified.handler(({ input }) =>
      readers.run("stops.unclassified", input),
    ),
    cases: reading.stops.cases.handler(({ input }) => readers.run("stops.cases", input)),
    history: reading.stops.history.handler(({ input, context }) =>
      classHistory(context.reader, input.machineId, {
        start: input.start,
        end: input.end ?? Infinity,
      }),
    ),

    classify: writing.stops.classify.handler(({ input, context }) =>
      context.write((writer) =>
        edit(writer, context, async (editing) => {
          const edited: Edited[] = [];
          for (const [i, stop] of input.stops.entries())
            edited.push(
              await classifyStop(editing, stop, input.reasonId, input.note, `stops.${i}`),
            );
          return edited;
        }),
      ),
    ),
    split: writing.stops.split.handler(({ input, context }) =>
      context.write((writer) =>
        edit(writer, context, async (editing) => [
          await splitStop(editing, input.stop, input.cuts, input.reasonIds, input.note),
        ]),
      ),
    ),
    merge: writing.stops.merge.handler(({ input, context }) =>
      context.write((writer) =>
        edit(writer, context, async (editing) => [
          await mergeStops(editing, input.machineId, input.spans, input.reasonId, input.note),
        ]),
      ),
    ),
    undo: writing.stops.undo.handler(({ input, context }) =>
      context.write((writer) =>
        edit(writer, context, async (editing) => {
          const edited: Edited[] = [];
          for (const id of input.edits.toReversed()) edited.push(await undoEdit(editing, id));
          return edited;
        }),
      ),
    ),
  };
}
