import { sql } from "kysely";
import { z } from "zod";
import type { Edit } from "#shared/trust/edit.ts";
import type { Reader } from "../../database/reader.ts";
import { onTimeMs, type EditWish } from "./edit-wish.ts";

const typed = z.object({
  from: z.int(),
  to: z.int(),
  state: z.string().optional(),
  note: z.string().optional(),
});

/** States that people typed into unknown time, or took back. */
export async function typedStateEdits(reader: Reader, wish: EditWish): Promise<Edit[]> {
  const { machine, from, to, since, until } = wish;
  const entries = await reader
    .selectFrom("audit_entry")
    .select(["at", "actor_name", "operation", "after"])
    .where("entity", "=", "machine")
    .where("entity_id", "=", machine.id)
    .where("operation", "in", ["ledger.declareState", "ledger.withdrawState"])
    .where("at", ">", since)
    .where("at", "<=", until)
    .execute();
  return entries.flatMap(({ at, actor_name, operation, after }): Edit[] => {
    const said = typed.safeParse(after === null ? null : JSON.parse(after)).data;
    if (said === undefined || said.from >= to || said.to <= from) return [];
    const isDeclared = operation === "ledger.declareState";
    return [
      {
        kind: "typed_state",
        recordedAt: at,
        by: actor_name,
        machineId: machine.id,
        machineCode: machine.code,
        start: said.from,
        end: said.to,
        subject: "",
        from: isDeclared ? "unknown" : null,
        to: isDeclared ? (said.state ?? null) : "unknown",
        note: said.note ?? "",
      },
    ];
  });
}

/** States the machine itself told long after they were: read back from its server's history, or from a queue. */
export async function lateStateEdits(reader: Reader, wish: EditWish): Promise<Edit[]> {
  const { machine, from, to, since, until } = wish;
  const rows = await reader
    .selectFrom("machine_event")
    .select(["provenance", "recorded_at"])
    .select((build) => [
      build.fn.countAll<number>().as("count"),
      build.fn.min("at").as("start"),
      build.fn.max("at").as("end"),
    ])
    .where("machine_id", "=", machine.id)
    .where("at", ">=", from)
    .where("at", "<", to)
    .where("provenance", "!=", "typed")
    .where("recorded_at", ">", since)
    .where("recorded_at", "<=", until)
    .where(sql<number>`recorded_at - at`, ">", onTimeMs)
    .groupBy([sql`recorded_at / 60000`, "provenance"])
    .execute();
  return rows.map(({ provenance, recorded_at, count, start, end }): Edit => ({
    kind: "late_state",
    recordedAt: recorded_at,
    by: null,
    machineId: machine.id,
    machineCode: machine.code,
    start,
    end,
    subject: provenance,
    from: null,
    to: String(count),
    note: "",
  }));
}
