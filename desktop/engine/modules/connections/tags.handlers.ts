import { addressRule } from "#shared/connections/address-rule.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import { refuseTakenCode, refuseUnknown } from "../../database/unique-code.ts";
import { eventStream } from "../../serve/event-stream.ts";
import { reading, writing } from "../../serve/house.ts";
import { settingsOf, theConnection, type StoredConnection } from "./connection.store.ts";
import type { ConnectionParts } from "./connection-parts.ts";
import { planTags, storeTags } from "./put-tags.ts";
import { refuseUsedTag, tagRow, theTag } from "./tag.store.ts";

function refuseBadAddress(connection: StoredConnection, address: string): void {
  const message = addressRule(settingsOf(connection), address);
  if (message !== null) throw new Refusal("INVALID", { issues: [{ path: "address", message }] });
}

export const tagsHandlers = ({ changes, live, log }: ConnectionParts) => ({
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
      refuseBadAddress(await theConnection(writer, input.connectionId), input.address);
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
      const tag = await theTag(writer, input.id);
      await refuseUnknown(writer, "machine", input.machineId);
      if (input.machineId !== undefined && input.machineId !== tag.machine_id)
        await refuseUsedTag(writer, tag);
      if (input.address !== undefined)
        refuseBadAddress(await theConnection(writer, tag.connection_id), input.address);
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
      await refuseUsedTag(writer, await theTag(writer, input.id));
      await writer.remove("tag", input.id, input.basedOn);
      writer.afterCommit(() => changes.tell("connections"));
      return {};
    }),
  ),

  putTags: writing.connections.putTags.handler(async ({ input, context }) => {
    if (input.dryRun) return (await planTags(context.database.reader, input)).tally;
    return context.write(async (writer) => {
      const plan = await planTags(writer, input);
      await storeTags(writer, context.identity, input, plan);
      const { created, updated } = plan.tally;
      writer.afterCommit(() => {
        if (created + updated > 0)
          log.note({
            connection: input.connectionId,
            at: context.identity.now(),
            level: "info",
            event: "tags_changed",
            detail: `${context.caller.session?.user.displayName ?? ""}: +${created}, ~${updated}`,
          });
        changes.tell("connections");
        if (input.signals) changes.tell("machines");
      });
      return plan.tally;
    });
  }),

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
});
