import type { Database } from "better-sqlite3";
import { connectionSettings } from "#shared/connections/connection-settings.ts";
import { secretKindOf } from "#shared/connections/secret-kind.ts";
import type { ConnectionId } from "#shared/kernel/id.ts";
import { signalRules } from "#shared/machines/signal-rules.ts";
import type { ConnectionRow, MachineRow, TagRow } from "#shared/schema/tables/machine-tables.ts";
import type { MachineMemories } from "../pipeline/machine-memories.ts";
import { silentSince } from "../pipeline/silent-since.ts";
import type { Vault } from "../vault/vault.ts";
import type { IntakeConfiguration, IntakeConnection } from "./intake-protocol.ts";

export interface ConfigurationParts {
  readonly raw: Database;
  readonly memories: MachineMemories;
  readonly vault: Vault;
  /** How often a connection was told to start anew. */
  readonly dialOf: (id: ConnectionId) => number;
  /** A stored secret does not open: the connection runs without it and says what it lacks. */
  readonly lacksSecret: (id: ConnectionId) => void;
}

/** What the intake works with, as stored: enabled or not, every connection with its tags; active machines with their memory. */
export function readConfiguration(parts: ConfigurationParts): IntakeConfiguration {
  const { raw, memories, vault, dialOf, lacksSecret } = parts;
  const connections = raw
    .prepare<[], ConnectionRow>("select * from connection order by code")
    .all();
  const tags = raw.prepare<[], TagRow>("select * from tag order by code").all();
  const machines = raw
    .prepare<[], MachineRow>("select * from machine where is_active = 1 order by code")
    .all();
  const silent = silentSince(raw);
  const sealed = new Map(
    raw
      .prepare<[], { readonly id: ConnectionId; readonly bytes: Uint8Array }>(
        "select connection_id as id, sealed as bytes from connection_secret",
      )
      .all()
      .map(({ id, bytes }) => [id, bytes]),
  );
  const loginOf = (row: ConnectionRow, settings: IntakeConnection["settings"]) => {
    const bytes = sealed.get(row.id);
    const wanted = secretKindOf(settings);
    if (bytes === undefined || wanted === null) return null;
    const secret = vault.open(row.id, bytes);
    if (secret === null && row.is_enabled === 1) lacksSecret(row.id);
    return secret?.kind === wanted ? secret : null;
  };
  const accessOf = (row: ConnectionRow) => {
    const settings = connectionSettings.parse(JSON.parse(row.settings));
    return { settings, login: loginOf(row, settings) };
  };
  const tagsOf = Map.groupBy(tags, (tag) => tag.connection_id);
  return {
    connections: connections.map((row) => ({
      id: row.id,
      ...accessOf(row),
      silentSince: silent.get(row.id) ?? null,
      isEnabled: row.is_enabled === 1,
      dial: dialOf(row.id),
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
