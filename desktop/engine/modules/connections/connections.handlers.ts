import type { ConnectionLogEvent } from "#shared/connections/connection-log.ts";
import type { ConnectionSettings } from "#shared/connections/connection-settings.ts";
import type { ConnectionId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import { paged, searched } from "../../database/list-query.ts";
import { refuseTakenCode } from "../../database/unique-code.ts";
import type { HouseContext } from "../../serve/house.ts";
import { reading, writing } from "../../serve/house.ts";
import {
  connectionRow,
  connectionsWithCounts,
  settingsOf,
  theConnection,
} from "./connection.store.ts";
import type { ConnectionParts } from "./connection-parts.ts";
import { copyTags } from "./copy-tags.ts";
import { putSecret, storedSecret } from "./secret.store.ts";

/** Tags are read in the language of their driver. */
function refuseOtherDriver(before: ConnectionSettings, after: ConnectionSettings, tags: number) {
  if (before.driver === after.driver || tags === 0) return;
  const message = `must stay ${before.driver} while the connection has tags`;
  throw new Refusal("INVALID", { issues: [{ path: "settings.driver", message }] });
}

export const connectionsHandlers = (parts: ConnectionParts) => {
  const { changes, vault, log } = parts;
  /** Tells the running parts and the connection's log, once it is on disk. */
  const changed =
    (context: HouseContext, id: ConnectionId, events: readonly [ConnectionLogEvent, string][]) =>
    (): void => {
      const who = context.caller.session?.user.displayName ?? "";
      const at = context.identity.now();
      for (const [event, what] of events) {
        const detail = [who, what].filter((word) => word !== "").join(": ");
        log.note({ connection: id, at, level: "info", event, detail });
      }
      changes.tell("connections");
    };

  return {
    list: reading.connections.list.handler(async ({ input, context }) => {
      const query = connectionsWithCounts(context.reader).where((where) =>
        searched(where, input.search, ["code", "name"]),
      );
      const { rows, total } = await paged(query, input.sortBy, input);
      return { rows: rows.map((row) => connectionRow(row, parts)), total };
    }),

    get: reading.connections.get.handler(async ({ input, context }) =>
      connectionRow(await theConnection(context.reader, input.id), parts),
    ),

    create: writing.connections.create.handler(({ input, context }) =>
      context.write(async (writer) => {
        await refuseTakenCode(writer, "connection", input.code);
        const now = context.identity.now();
        const { id } = await writer.insert("connection", {
          id: context.identity.newId<"connection">(),
          code: input.code,
          name: input.name,
          settings: JSON.stringify(input.settings),
          is_enabled: input.isEnabled ? 1 : 0,
          created_at: now,
        });
        const { settings } = input;
        await putSecret(writer, vault, now, { id, settings }, input.secret ?? undefined);
        writer.afterCommit(changed(context, id, [["created", ""]]));
        return connectionRow(await theConnection(writer, id), parts);
      }),
    ),

    update: writing.connections.update.handler(({ input, context }) =>
      context.write(async (writer) => {
        const { id } = input;
        const before = await theConnection(writer, id);
        const settings = input.settings ?? settingsOf(before);
        refuseOtherDriver(settingsOf(before), settings, before.tag_count ?? 0);
        await writer.update("connection", id, input.basedOn, {
          ...(input.name !== undefined && { name: input.name }),
          ...(input.settings !== undefined && { settings: JSON.stringify(input.settings) }),
          ...(input.isEnabled !== undefined && {
            is_enabled: input.isEnabled ? (1 as const) : (0 as const),
          }),
        });
        await putSecret(writer, vault, context.identity.now(), { id, settings }, input.secret);
        const after = await theConnection(writer, id);
        const isSecretNew =
          Boolean(before.sealed) !== Boolean(after.sealed) || Boolean(input.secret);
        const what = [
          ...(before.settings === after.settings ? [] : ["settings"]),
          ...(isSecretNew ? ["sign-in"] : []),
          ...(before.name === after.name ? [] : ["name"]),
        ];
        const events: [ConnectionLogEvent, string][] = [];
        if (what.length > 0) events.push(["settings_changed", what.join(", ")]);
        if (before.is_enabled !== after.is_enabled)
          events.push([after.is_enabled === 1 ? "switched_on" : "switched_off", ""]);
        writer.afterCommit(changed(context, id, events));
        return connectionRow(after, parts);
      }),
    ),

    copy: writing.connections.copy.handler(({ input, context }) =>
      context.write(async (writer) => {
        const source = await theConnection(writer, input.id);
        await refuseTakenCode(writer, "connection", input.code);
        const now = context.identity.now();
        const { id } = await writer.insert("connection", {
          id: context.identity.newId<"connection">(),
          code: input.code,
          name: input.name,
          settings: source.settings,
          is_enabled: 0,
          created_at: now,
        });
        const secret = await storedSecret(writer, vault, source.id);
        const settings = settingsOf(source);
        await putSecret(writer, vault, now, { id, settings }, secret ?? undefined);
        await copyTags(writer, context.identity, { from: source.id, to: id }, input.tagPrefix);
        writer.afterCommit(changed(context, id, [["created", source.code]]));
        return connectionRow(await theConnection(writer, id), parts);
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

    log: reading.connections.log.handler(async ({ input, context }) => {
      await theConnection(context.reader, input.id);
      const rows = await context.reader
        .selectFrom("connection_log")
        .select(["id", "at", "level", "event", "detail", "times"])
        .where("connection_id", "=", input.id)
        .orderBy("id", "desc")
        .limit(input.limit)
        .execute();
      return { rows: rows.map((row) => ({ ...row, id: String(row.id) })) };
    }),
  };
};
