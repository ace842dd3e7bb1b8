import type { Database } from "better-sqlite3";
import { connectionSettings } from "#shared/connections/connection-settings.ts";
import type { ConnectionId } from "#shared/kernel/id.ts";
import { signalRules } from "#shared/machines/signal-rules.ts";
import type { ConnectionRow, MachineRow, TagRow } from "#shared/schema/tables/machine-tables.ts";
import type { MachineMemories } from "../pipeline/machine-memories.ts";
import type { IntakeConfiguration } from "./intake-protocol.ts";

/** What the intake works with, as stored: enabled or not, every connection with its tags; active machines with their memory. */
export function readConfiguration(raw: Database, memories: MachineMemories): IntakeConfiguration {
  const connections = raw
    .prepare<[], ConnectionRow>("select * from connection order by code")
    .all();
  const tags = raw.prepare<[], TagRow>("select * from tag order by code").all();
  const machines = raw
    .prepare<[], MachineRow>("select * from machine where is_active = 1 order by code")
    .all();
  const silentSince = new Map(
    raw
      .prepare<[], { readonly id: ConnectionId; readonly since: number }>(
        `select connection_id as id, min(starts_at) as since from gap
          where ends_at is null and tag_code is null group by connection_id`,
      )
      .all()
      .map(({ id, since }) => [id, since]),
  );
  const tagsOf = Map.groupBy(tags, (tag) => tag.connection_id);
  return {
    connections: connections.map((row) => ({
      id: row.id,
      settings: connectionSettings.parse(JSON.parse(row.settings)),
      login: null,
      silentSince: silentSince.get(row.id) ?? null,
      isEnabled: row.is_enabled === 1,
      tags: (tagsOf.get(row.id) ?? []).map((tag) => ({
        id: tag.id,
        address: tag.address,
        class: tag.class,
        deadband: tag.deadband,
        deadbandKind: tag.deadband_kind,
        span: tag.span,
        samplingMs: tag.sampling_ms,
        code: tag.code,
      })),
    })),
    machines: machines.map(({ id, signals }) => ({
      id,
      rules: signalRules.parse(JSON.parse(signals)),
      memory: memories.load(id),
    })),
  };
}
