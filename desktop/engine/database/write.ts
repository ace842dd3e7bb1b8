import type { Identity } from "../identity.ts";
import type { Actor } from "./actor.ts";
import { AuditTrail } from "./audit-trail.ts";
import { FactTrail } from "./fact-trail.ts";
import type { PlantDatabase } from "./open-database.ts";
import { Outbox } from "./outbox.ts";
import { makeWriter, type Writer } from "./writer.ts";

export interface CommandIdentity {
  readonly actor: Actor;
  /** `machines.update` */
  readonly operation: string;
  /** Made by the client; sent again after a lost answer, the command is not run again. */
  readonly commandId: string | null;
}

/**
 * The one way to write: one transaction per command, with its audit entries, outbox rows and receipt.
 * Effects registered with `afterCommit` run once it is on disk. A command seen before returns its first answer.
 */
export async function write<Output>(
  database: PlantDatabase,
  identity: Identity,
  command: CommandIdentity,
  decide: (writer: Writer) => Promise<Output>,
): Promise<Output> {
  const now = identity.now();
  const effects: (() => void)[] = [];
  const output = await database.kysely.transaction().execute(async (trx) => {
    if (command.commandId !== null) {
      const receipt = await trx
        .selectFrom("command_receipt")
        .select("output")
        .where("command_id", "=", command.commandId)
        .where("operation", "=", command.operation)
        .where("actor_id", "is", command.actor.userId)
        .executeTakeFirst();
      if (receipt) return JSON.parse(receipt.output) as Output;
    }
    const trail = new AuditTrail(command.actor, command.operation, command.commandId, now, () =>
      identity.newId(),
    );
    const outbox = new Outbox(database.raw);
    const factTrail = new FactTrail(
      database.raw,
      () => identity.newId(),
      (row) => outbox.append({ lane: 1, table: "fact_change", rowId: row.id, op: "insert", row }),
    );
    const facts = { trail: factTrail, now };
    const result = await decide(makeWriter(trx, trail, facts, outbox, effects));
    if (command.commandId !== null) {
      await trx
        .insertInto("command_receipt")
        .values({
          command_id: command.commandId,
          operation: command.operation,
          actor_id: command.actor.userId,
          at: now,
          output: JSON.stringify(result),
        })
        .execute();
    }
    return result;
  });
  for (const effect of effects) effect();
  return output;
}
