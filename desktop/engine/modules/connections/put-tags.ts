import { checkImportedTags } from "#shared/connections/check-imported-tags.ts";
import type { ImportedTag } from "#shared/connections/connection-rows.ts";
import type { ConnectionId, MachineId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import { tagsOf, type SignalRules } from "#shared/machines/signal-rules.ts";
import type { TagRow as StoredTag } from "#shared/schema/tables/machine-tables.ts";
import type { Reader } from "../../database/reader.ts";
import { refuseUnknown } from "../../database/unique-code.ts";
import type { Writer } from "../../database/writer.ts";
import type { Identity } from "../../identity.ts";
import { settingsOf, theConnection } from "./connection.store.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

export interface PutTags {
  readonly connectionId: ConnectionId;
  readonly machineId: MachineId | null;
  readonly tags: readonly ImportedTag[];
  readonly signals?: SignalRules | undefined;
}

interface PlannedTag {
  readonly stored: StoredTag | undefined;
  readonly wanted: Omit<StoredTag, "id" | "version" | "created_at">;
}

export interface TagPlan {
  readonly changes: readonly PlannedTag[];
  readonly tally: { created: number; updated: number; unchanged: number };
}

const differs = (stored: StoredTag, wanted: PlannedTag["wanted"]): boolean =>
  Object.entries(wanted).some(([column, value]) => stored[column as keyof StoredTag] !== value);

/** What taking the list over would change. Refuses it as a whole, naming every issue of every row. */
export async function planTags(db: Selecting, input: PutTags): Promise<TagPlan> {
  const { connectionId, machineId, tags, signals } = input;
  const settings = settingsOf(await theConnection(db, connectionId));
  await refuseUnknown(db, "machine", machineId);
  const stored = new Map(
    (await db.selectFrom("tag").selectAll().execute()).map((tag) => [tag.code, tag]),
  );
  const known = tags.flatMap(({ code }) => {
    const tag = stored.get(code);
    return tag
      ? [
          {
            code,
            connectionId: tag.connection_id as string,
            machineId: tag.machine_id as string | null,
          },
        ]
      : [];
  });
  const issues = [
    ...checkImportedTags({ connectionId, machineId, settings, tags, known }),
    ...signalIssues(input, signals, [...stored.values()]),
  ];
  if (issues.length > 0) throw new Refusal("INVALID", { issues });
  const planned = tags.map((tag): PlannedTag => {
    const before = stored.get(tag.code);
    return {
      stored: before,
      wanted: {
        connection_id: connectionId,
        machine_id: machineId ?? before?.machine_id ?? null,
        code: tag.code,
        name: tag.name,
        address: tag.address,
        class: tag.class,
        unit: tag.unit,
        deadband: tag.deadband,
        deadband_kind: tag.deadbandKind,
        span: tag.span,
        sampling_ms: tag.samplingMs,
      },
    };
  });
  const changes = planned.filter(({ stored: tag, wanted }) => !tag || differs(tag, wanted));
  const created = changes.filter((one) => one.stored === undefined).length;
  const updated = changes.length - created;
  return { changes, tally: { created, updated, unchanged: tags.length - changes.length } };
}

/** Rules may read what the machine has and what the list brings it. */
function signalIssues(
  { machineId, tags }: PutTags,
  signals: SignalRules | undefined,
  stored: readonly StoredTag[],
) {
  if (signals === undefined) return [];
  if (machineId === null)
    return [{ path: "machineId", message: "must be given together with signals" }];
  const readable = new Set([
    ...stored.filter((tag) => tag.machine_id === machineId).map((tag) => tag.code),
    ...tags.map((tag) => tag.code),
  ]);
  return tagsOf(signals)
    .filter((code) => !readable.has(code))
    .map((code) => ({
      path: "signals",
      message: `reads tag "${code}", which is neither in the list nor the machine's`,
    }));
}

/** Carries a plan out, in the caller's transaction. */
export async function storeTags(
  writer: Writer,
  identity: Identity,
  { connectionId, machineId, signals }: PutTags,
  plan: TagPlan,
): Promise<void> {
  for (const { stored, wanted } of plan.changes)
    if (stored) await writer.update("tag", stored.id, null, wanted);
  await writer.insertAll(
    "tag",
    plan.changes
      .filter(({ stored }) => stored === undefined)
      .map(({ wanted }) => ({
        ...wanted,
        id: identity.newId<"tag">(),
        created_at: identity.now(),
      })),
  );
  if (signals === undefined || machineId === null) return;
  const machine = await writer
    .selectFrom("machine")
    .select("connection_id")
    .where("id", "=", machineId)
    .executeTakeFirstOrThrow();
  await writer.update("machine", machineId, null, {
    signals: JSON.stringify(signals),
    connection_id: machine.connection_id ?? connectionId,
  });
}
