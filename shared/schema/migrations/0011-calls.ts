import { code, count, flag, id, instant, json, nullable, references, text } from "../column.ts";
import { addColumn, createTable, type Migrating } from "../table.ts";

export async function up(migrating: Migrating): Promise<void> {
  // JSON of AndonPolicy and MailPolicy; null = their defaults. Secrets lie in the vault, never here.
  await addColumn(migrating, "plant", "andon", nullable(json()));
  await addColumn(migrating, "plant", "mail", nullable(json()));

  await createTable(
    migrating,
    "andon_call",
    {
      id: id(),
      machine_id: references("machine"),
      kind: code("material", "maintenance", "quality", "help"),
      note: text(),
      opened_at: instant(),
      opened_by: text(),
      acknowledged_at: nullable(instant()),
      acknowledged_by: nullable(text()),
      resolved_at: nullable(instant()),
      resolved_by: nullable(text()),
      resolution: text(),
      /** How many steps of the escalation have been told. */
      escalated: count(),
      created_at: instant(),
      version: count(),
    },
    { index: [["opened_at"], ["machine_id", "opened_at"]] },
  );

  await createTable(migrating, "alert_rule", {
    id: id(),
    name: text(),
    condition: json(),
    /** JSON list of machine ids; null = every machine. */
    machine_ids: nullable(json()),
    channels: json(),
    is_active: flag(),
    created_at: instant(),
    version: count(),
  });

  await createTable(
    migrating,
    "alert",
    {
      id: id(),
      rule_id: nullable(text()),
      /** The call it was raised for; null = a rule. */
      call_id: nullable(text()),
      machine_id: nullable(text()),
      kind: code(),
      /** What was seen and what the rule allows, as numbers. */
      facts: json(),
      raised_at: instant(),
      cleared_at: nullable(instant()),
      seen_at: nullable(instant()),
      seen_by: nullable(text()),
    },
    { index: [["raised_at"]] },
  );

  // What goes out to the world after the commit; a worker carries it out and writes down what became of it.
  await createTable(
    migrating,
    "delivery",
    {
      id: id(),
      alert_id: references("alert"),
      channel: code("mail", "webhook"),
      target: text(),
      status: code("waiting", "sent", "failed"),
      attempts: count(),
      next_at: instant(),
      detail: text(),
      created_at: instant(),
      done_at: nullable(instant()),
    },
    { index: [["status", "next_at"], ["alert_id"]] },
  );
}
