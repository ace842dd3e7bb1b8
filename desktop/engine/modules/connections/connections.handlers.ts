import { Refusal } from "#shared/kernel/refusal.ts";
import { paged, searched } from "../../database/list-query.ts";
import { refuseTakenCode, refuseUnknown } from "../../database/unique-code.ts";
import type { PlantChanges } from "../../plant-changes.ts";
import type { LiveValues } from "../../live/live-values.ts";
import { eventStream } from "../../serve/event-stream.ts";
import { reading, writing } from "../../serve/house.ts";
import type { ConnectionPort } from "./connection-port.ts";
import {
  connectionRow,
  connectionsWithCounts,
  refuseUsedTag,
  tagRow,
  theConnection,
} from "./connection.store.ts";
import { wireQuality, wireValue } from "./wire-value.ts";

/** A server that answers badly must be told as such, not as a bug of ours. */
function unreachable(what: string) {
  return (error: unknown): never => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal("UNREACHABLE", { what, reason }, reason);
  };
}

export const connectionsHandlers = (
  changes: PlantChanges,
  port: ConnectionPort,
  live: LiveValues,
) => ({
  list: reading.connections.list.handler(async ({ input, context }) => {
    const query = connectionsWithCounts(context.reader).where((where) =>
      searched(where, input.search, ["code", "name"]),
    );
    const { rows, total } = await paged(query, input.sortBy, input);
    return { rows: rows.map((row) => connectionRow(row, port)), total };
  }),

  get: reading.connections.get.handler(async ({ input, context }) =>
    connectionRow(await theConnection(context.reader, input.id), port),
  ),

  create: writing.connections.create.handler(({ input, context }) =>
    context.write(async (writer) => {
      await refuseTakenCode(writer, "connection", input.code);
      const { id } = await writer.insert("connection", {
        id: context.identity.newId<"connection">(),
        code: input.code,
        name: input.name,
        settings: JSON.stringify(input.settings),
        is_enabled: input.isEnabled ? 1 : 0,
        created_at: context.identity.now(),
      });
      writer.afterCommit(() => changes.tell("connections"));
      return connectionRow(await theConnection(writer, id), port);
    }),
  ),

  update: writing.connections.update.handler(({ input, context }) =>
    context.write(async (writer) => {
      await writer.update("connection", input.id, input.basedOn, {
        ...(input.name !== undefined && { name: input.name }),
        ...(input.settings !== undefined && { settings: JSON.stringify(input.settings) }),
        ...(input.isEnabled !== undefined && {
          is_enabled: input.isEnabled ? (1 as const) : (0 as const),
        }),
      });
      writer.afterCommit(() => changes.tell("connections"));
      return connectionRow(await theConnection(writer, input.id), port);
    }),
  ),

  remove: writing.connections.remove.handler(({ input, context }) =>
    context.write(async (writer) => {
      const row = await theConnection(writer, input.id);
      const gap = await writer
        .selectFrom("gap")
        .select("id")
        .where("connection_id", "=", input.id)
        .executeTakeFirst();
      const uses = [
        { entity: "tag", count: row.tag_count ?? 0 },
        { entity: "machine", count: row.machine_count ?? 0 },
        { entity: "gap", count: gap ? 1 : 0 },
      ].filter((use) => use.count > 0);
      if (uses.length > 0)
        throw new Refusal("IN_USE", { entity: "connection", id: input.id, uses });
      await writer.remove("connection", input.id, input.basedOn);
      writer.afterCommit(() => changes.tell("connections"));
      return {};
    }),
  ),

  test: reading.connections.test.handler(async ({ input }) => {
    const report = await port.test(input.settings);
    return { ok: report.ok, steps: [...report.steps], hint: report.hint };
  }),

  browse: reading.connections.browse.handler(async ({ input, context }) => {
    const connection = await theConnection(context.reader, input.id);
    const nodes = await port.browse(input.id, input.address).catch(unreachable(connection.name));
    return {
      nodes: nodes.map((node) => ({
        address: node.address,
        name: node.name,
        kind: node.kind,
        dataType: node.dataType,
        value: wireValue(node.value),
        quality: wireQuality(node.status),
        sourceTime: node.sourceTime,
        hasChildren: node.hasChildren,
      })),
    };
  }),

  tags: reading.connections.tags.handler(async ({ input, context }) => {
    const rows = await context.reader
      .selectFrom("tag")
      .selectAll()
      .$if(input.connectionId !== undefined, (build) =>
        build.where("connection_id", "=", input.connectionId!),
      )
      .$if(input.machineId !== undefined, (build) =>
        build.where("machine_id", "=", input.machineId!),
      )
      .orderBy("code")
      .execute();
    return { rows: rows.map(tagRow) };
  }),

  createTag: writing.connections.createTag.handler(({ input, context }) =>
    context.write(async (writer) => {
      await refuseTakenCode(writer, "tag", input.code);
      await refuseUnknown(writer, "connection", input.connectionId);
      await refuseUnknown(writer, "machine", input.machineId);
      const row = await writer.insert("tag", {
        id: context.identity.newId<"tag">(),
        connection_id: input.connectionId,
        machine_id: input.machineId,
        code: input.code,
        name: input.name,
        address: input.address,
        class: input.class,
        unit: input.unit,
        deadband: input.deadband,
        deadband_kind: input.deadbandKind,
        span: input.span,
        sampling_ms: input.samplingMs,
        created_at: context.identity.now(),
      });
      writer.afterCommit(() => changes.tell("connections"));
      return tagRow(row);
    }),
  ),

  updateTag: writing.connections.updateTag.handler(({ input, context }) =>
    context.write(async (writer) => {
      await refuseUnknown(writer, "machine", input.machineId);
      if (input.machineId !== undefined) await refuseUsedTag(writer, input.id);
      const row = await writer.update("tag", input.id, input.basedOn, {
        ...(input.name !== undefined && { name: input.name }),
        ...(input.machineId !== undefined && { machine_id: input.machineId }),
        ...(input.address !== undefined && { address: input.address }),
        ...(input.class !== undefined && { class: input.class }),
        ...(input.unit !== undefined && { unit: input.unit }),
        ...(input.deadband !== undefined && { deadband: input.deadband }),
        ...(input.deadbandKind !== undefined && { deadband_kind: input.deadbandKind }),
        ...(input.span !== undefined && { span: input.span }),
        ...(input.samplingMs !== undefined && { sampling_ms: input.samplingMs }),
      });
      writer.afterCommit(() => changes.tell("connections"));
      return tagRow(row);
    }),
  ),

  removeTag: writing.connections.removeTag.handler(({ input, context }) =>
    context.write(async (writer) => {
      await refuseUsedTag(writer, input.id);
      await writer.remove("tag", input.id, input.basedOn);
      writer.afterCommit(() => changes.tell("connections"));
      return {};
    }),
  ),

  watchValues: reading.connections.watchValues.handler(async function* ({
    input,
    context,
    signal,
  }) {
    const tags = await context.reader
      .selectFrom("tag")
      .select("id")
      .$if(input.connectionId !== undefined, (build) =>
        build.where("connection_id", "=", input.connectionId!),
      )
      .$if(input.machineId !== undefined, (build) =>
        build.where("machine_id", "=", input.machineId!),
      )
      .execute();
    yield* eventStream(live.source(tags.map((tag) => tag.id)), signal);
  }),

  copy: writing.connections.copy.handler(() => notYet()),
  discover: reading.connections.discover.handler(() => notYet()),
  serialPorts: reading.connections.serialPorts.handler(() => notYet()),
  log: reading.connections.log.handler(() => notYet()),
  putTags: writing.connections.putTags.handler(() => notYet()),
});

const notYet = (): never => {
  throw new Refusal("NOT_NOW", { reason: "in the making" });
};
