import { paged, searched } from "../../database/list-query.ts";
import { refuseTakenCode, refuseUnknown } from "../../database/unique-code.ts";
import { noFigures, type PlantChanges } from "../../plant-changes.ts";
import type { Board } from "../../live/board.ts";
import { inPieces } from "../../live/in-pieces.ts";
import { eventStream } from "../../serve/event-stream.ts";
import { reading, writing } from "../../serve/house.ts";
import { machineRow, refuseUnknownTags, theMachine } from "./machine.store.ts";
import { energyOf } from "./energy.store.ts";
import { timeline } from "./timeline.ts";

export const machinesHandlers = (changes: PlantChanges, board: Board) => ({
  list: reading.machines.list.handler(async ({ input, context }) => {
    const query = context.reader
      .selectFrom("machine")
      .selectAll()
      .where((where) => searched(where, input.search, ["code", "name", "description"]))
      .$if(!input.includeInactive, (builder) => builder.where("is_active", "=", 1));
    const { rows, total } = await paged(query, input.sortBy, input);
    return { rows: rows.map(machineRow), total };
  }),

  get: reading.machines.get.handler(async ({ input, context }) =>
    machineRow(await theMachine(context.reader, input.id)),
  ),

  create: writing.machines.create.handler(({ input, context }) =>
    context.write(async (writer) => {
      await refuseTakenCode(writer, "machine", input.code);
      await refuseUnknown(writer, "connection", input.connectionId);
      await refuseUnknown(writer, "shift_pattern", input.shiftPatternId);
      const id = context.identity.newId<"machine">();
      await refuseUnknownTags(writer, id, input.signals);
      const row = await writer.insert("machine", {
        id,
        code: input.code,
        name: input.name,
        kind: input.kind,
        description: input.description,
        connection_id: input.connectionId,
        shift_pattern_id: input.shiftPatternId,
        signals: JSON.stringify(input.signals),
        minor_stop_ms: input.minorStopMs,
        minimum_run_ms: input.minimumRunMs,
        is_active: 1,
        created_at: context.identity.now(),
      });
      writer.afterCommit(() => changes.tell("machines", noFigures));
      return machineRow(row);
    }),
  ),

  update: writing.machines.update.handler(({ input, context }) =>
    context.write(async (writer) => {
      await refuseUnknown(writer, "connection", input.connectionId);
      await refuseUnknown(writer, "shift_pattern", input.shiftPatternId);
      if (input.signals) await refuseUnknownTags(writer, input.id, input.signals);
      const row = await writer.update("machine", input.id, input.basedOn, {
        ...(input.name !== undefined && { name: input.name }),
        ...(input.kind !== undefined && { kind: input.kind }),
        ...(input.description !== undefined && { description: input.description }),
        ...(input.connectionId !== undefined && { connection_id: input.connectionId }),
        ...(input.shiftPatternId !== undefined && { shift_pattern_id: input.shiftPatternId }),
        ...(input.minorStopMs !== undefined && { minor_stop_ms: input.minorStopMs }),
        ...(input.minimumRunMs !== undefined && { minimum_run_ms: input.minimumRunMs }),
        ...(input.signals !== undefined && { signals: JSON.stringify(input.signals) }),
        ...(input.isActive !== undefined && {
          is_active: input.isActive ? (1 as const) : (0 as const),
        }),
      });
      // A name, a connection and the signals from now on are in no past figure.
      const judges = [input.shiftPatternId, input.minorStopMs, input.minimumRunMs];
      const touched = judges.every((one) => one === undefined)
        ? noFigures
        : { machineIds: [row.id] };
      writer.afterCommit(() => changes.tell("machines", touched));
      return machineRow(row);
    }),
  ),

  board: reading.machines.board.handler(({ context }) => ({
    now: context.identity.now(),
    tiles: board.tiles(),
  })),

  watchBoard: reading.machines.watchBoard.handler(({ signal }) =>
    inPieces(eventStream(board.source(), signal)),
  ),

  energy: reading.machines.energy.handler(({ input, context }) => energyOf(context.reader, input)),

  timeline: reading.machines.timeline.handler(({ input, context }) =>
    timeline(context.reader, input),
  ),
});
