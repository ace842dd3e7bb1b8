import { copiedTagCodes } from "#shared/connections/copied-tag-codes.ts";
import type { ConnectionId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import { tagCode } from "#shared/machines/tag-code.ts";
import type { Writer } from "../../database/writer.ts";
import type { Identity } from "../../identity.ts";

/** Gives another connection the same tags under codes of its own, read by no machine yet. Refuses codes that are taken or too long. */
export async function copyTags(
  writer: Writer,
  identity: Identity,
  { from, to }: { readonly from: ConnectionId; readonly to: ConnectionId },
  prefix: string,
): Promise<void> {
  const tags = await writer
    .selectFrom("tag")
    .selectAll()
    .where("connection_id", "=", from)
    .orderBy("code")
    .execute();
  const codes = copiedTagCodes(
    tags.map((tag) => tag.code),
    prefix,
  );
  const taken = new Set(
    (await writer.selectFrom("tag").select("code").execute()).map(({ code }) => code),
  );
  const issues = [...codes.values()].flatMap((code) => {
    if (taken.has(code))
      return [{ path: "tagPrefix", message: `gives tag "${code}", which exists` }];
    const read = tagCode.safeParse(code);
    return read.success
      ? []
      : [{ path: "tagPrefix", message: `gives "${code}": ${read.error.issues[0]!.message}` }];
  });
  if (issues.length > 0) throw new Refusal("INVALID", { issues });
  await writer.insertAll(
    "tag",
    tags.map(({ id: _id, version: _version, ...tag }) => ({
      ...tag,
      id: identity.newId<"tag">(),
      connection_id: to,
      machine_id: null,
      code: codes.get(tag.code)!,
      created_at: identity.now(),
    })),
  );
}
