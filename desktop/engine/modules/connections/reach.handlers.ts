import type { ConnectionSettings } from "#shared/connections/connection-settings.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import { holderText, portHolder } from "../../drivers/serial-port/port-holder.ts";
import { listPorts } from "../../drivers/serial-port/list-ports.ts";
import { reading } from "../../serve/house.ts";
import { refuseUnusableSecret } from "./check-secret.ts";
import { connectionsWithCounts, settingsOf, theConnection } from "./connection.store.ts";
import type { ConnectionParts } from "./connection-parts.ts";
import { connectionOnPort } from "./connection-on-port.ts";
import { storedSecret } from "./secret.store.ts";
import { wireQuality, wireValue } from "./wire-value.ts";

/** A server that answers badly must be told as such, not as a bug of ours. */
function unreachable(what: string) {
  return (error: unknown): never => {
    if (error instanceof Refusal) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal("UNREACHABLE", { what, reason }, reason);
  };
}

/** A stored secret goes to the server it was stored for and to no other one, whoever asks. */
function refuseToLend(stored: ConnectionSettings, tried: ConnectionSettings): void {
  if (stored.driver !== "opcua" || tried.driver !== "opcua") return;
  if (stored.endpoint === tried.endpoint || tried.identity.type === "anonymous") return;
  const message = "must be given again for another server address";
  throw new Refusal("INVALID", { issues: [{ path: "secret", message }] });
}

/** What reaches out to machines and ports and changes nothing. */
export const reachHandlers = ({ port, vault }: ConnectionParts) => ({
  test: reading.connections.test.handler(async ({ input, context }) => {
    const { settings, secret, id } = input;
    if (secret) refuseUnusableSecret(settings, secret);
    const stored = id === undefined ? null : await theConnection(context.reader, id);
    const lent =
      stored !== null && secret === undefined
        ? await storedSecret(context.reader, vault, stored.id)
        : null;
    if (stored !== null && lent !== null) refuseToLend(settingsOf(stored), settings);
    const report = await port.test({
      connection: id ?? null,
      settings,
      login: secret ?? lent,
    });
    return { ok: report.ok, steps: [...report.steps], hint: report.hint };
  }),

  discover: reading.connections.discover.handler(async ({ input }) => {
    const endpoints = await port.discover(input.endpoint).catch(unreachable(input.endpoint));
    return {
      endpoints: endpoints.map(({ certificate: _certificate, tokens, ...shown }) => ({
        ...shown,
        tokens: [...tokens],
      })),
    };
  }),

  serialPorts: reading.connections.serialPorts.handler(async ({ context }) => {
    const connections = await connectionsWithCounts(context.reader).execute();
    const enabled = connections.filter((row) => row.is_enabled === 1);
    const ports = await Promise.all(
      (await listPorts()).map(async (one) => {
        const ours = connectionOnPort(
          enabled.map((row) => ({ name: row.name, settings: settingsOf(row) })),
          one,
        );
        const holder = await portHolder(one.path);
        // A connection of ours counts only while the port is really open: it may be waiting for another program.
        const heldBy = holder === null ? null : holder.isOurs && ours ? ours : holderText(holder);
        return { ...one, heldBy };
      }),
    );
    return { ports };
  }),

  browse: reading.connections.browse.handler(async ({ input, context }) => {
    const connection = await theConnection(context.reader, input.id);
    const nodes = await port.browse(input.id, input.address).catch(unreachable(connection.name));
    return {
      nodes: nodes.map((node) => ({
        address: node.address,
        name: node.name,
        kind: node.kind,
        dataType: node.dataType,
        value: wireValue(node.value),
        quality: wireQuality(node.status),
        sourceTime: node.sourceTime,
        hasChildren: node.hasChildren,
      })),
    };
  }),
});
