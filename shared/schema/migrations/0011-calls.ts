import { code, count, flag, id, instant, json, nullable, references, text } from "../column.ts";
import { addColumn, createTable, type Migrating } from "../table.ts";

export async function up(migrating: Migrating): Promise<void> {
  // JSON of AndonPolicy and MailSettings; null = their defaults. Secrets lie in the vault, never here.
  await addColumn(migrating, "plant", "andon", nullable(json()));
  await addColumn(migrating, "plant", "mail", nullable(json()));

  await createTable(
    migrating,
    "andon_call",
    {
      id: id(),
      machine_id: references("machine"),
      kind: code("material", "maintenance", "quality", "help"),
      status: code("open", "acknowledged", "resolved", "cancelled"),
      note: text(),
      opened_at: instant(),
      opened_by: text(),
      /** The account it was opened with, so that its owner may take it back. */
      opened_by_id: nullable(text()),
      acknowledged_at: nullable(instant()),
      acknowledged_by: nullable(text()),
      closed_at: nullable(instant()),
      closed_by: nullable(text()),
      /** What was done, or why it was taken back. */
      resolution: text(),
      created_at: instant(),
      version: count(),
    },
    { index: [["opened_at"], ["machine_id", "opened_at"], ["status"]] },
  );

  await createTable(migrating, "alert_rule", {
    id: id(),
    name: text(),
    condition: json(),
    /** JSON list of machine ids; null = every machine. */
    machine_ids: nullable(json()),
    planned_time_only: flag(),
    channels: json(),
    is_active: flag(),
    created_at: instant(),
    version: count(),
  });

  // Its address is a secret and lies in the vault; the host is what people may see of it.
  await createTable(migrating, "webhook_target", {
    id: id(),
    name: text(),
    shape: code("teams", "slack", "json"),
    host: text(),
    allows_private: flag(),
    is_active: flag(),
    created_at: instant(),
    version: count(),
  });

  await createTable(
    migrating,
    "alert",
    {
      id: id(),
      /** The rule that raised it; null = a call, a signal's notice, a delivery given up. */
      rule_id: nullable(text()),
      call_id: nullable(text()),
      /** Number of the escalation step of the call, from 0. */
      step: nullable(count()),
      /** What it is about: a machine, a connection or a call; with the rule it is raised once. */
      subject: text(),
      machine_id: nullable(text()),
      kind: code(),
      /** What was seen and what the rule allows, as numbers. */
      facts: json(),
      /** JSON list of roles it is shown to at once; empty = everybody. */
      roles: json(),
      raised_at: instant(),
      cleared_at: nullable(instant()),
      seen_at: nullable(instant()),
      seen_by: nullable(text()),
    },
    {
      index: [
        ["raised_at"],
        ["cleared_at"],
        ["call_id"],
        ["seen_at", "raised_at"],
        ["rule_id", "subject", "raised_at"],
      ],
    },
  );

  // What goes out to the world after the commit; a worker carries it out and writes down what became of it.
  await createTable(
    migrating,
    "delivery",
    {
      id: id(),
      alert_id: references("alert"),
      channel: code("mail", "webhook"),
      /** A mail address, or the id of a webhook target; never a secret. */
      target: text(),
      moment: code("raised", "cleared"),
      /** `unsure`: cut off while it was under way, so it may have arrived; only a person sends it again. */
      status: code("waiting", "sending", "sent", "failed", "unsure"),
      attempts: count(),
      next_at: instant(),
      detail: text(),
      created_at: instant(),
      done_at: nullable(instant()),
    },
    {
      index: [["status", "next_at"], ["created_at"]],
      unique: [["alert_id", "moment", "channel", "target"]],
    },
  );
}
