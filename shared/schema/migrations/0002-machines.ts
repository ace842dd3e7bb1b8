import {
  code,
  count,
  duration,
  flag,
  id,
  instant,
  json,
  nullable,
  real,
  references,
  text,
} from "../column.ts";
import { createTable, type Migrating } from "../table.ts";
import { machineKinds } from "../../machines/machine-kind.ts";
import { tagClasses } from "../../connections/tag.ts";

export async function up(migrating: Migrating): Promise<void> {
  await createTable(
    migrating,
    "connection",
    {
      id: id(),
      code: code(),
      name: text(),
      settings: json(),
      is_enabled: flag(),
      created_at: instant(),
      version: count(),
    },
    { unique: [["code"]] },
  );

  await createTable(
    migrating,
    "shift_pattern",
    {
      id: id(),
      code: code(),
      name: text(),
      definition: json(),
      created_at: instant(),
      version: count(),
    },
    { unique: [["code"]] },
  );

  await createTable(
    migrating,
    "machine",
    {
      id: id(),
      code: code(),
      name: text(),
      kind: code(...machineKinds),
      description: text(),
      connection_id: nullable(references("connection")),
      shift_pattern_id: nullable(references("shift_pattern")),
      signals: json(),
      minor_stop_ms: nullable(duration()),
      is_active: flag(),
      created_at: instant(),
      version: count(),
    },
    { unique: [["code"]] },
  );

  await createTable(
    migrating,
    "tag",
    {
      id: id(),
      connection_id: references("connection"),
      machine_id: nullable(references("machine")),
      code: code(),
      name: text(),
      address: text(),
      class: code(...tagClasses),
      unit: nullable(text()),
      deadband: nullable(real()),
      created_at: instant(),
      version: count(),
    },
    { unique: [["code"]], index: [["connection_id"], ["machine_id"]] },
  );
}
