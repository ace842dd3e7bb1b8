import { AttributeIds } from "node-opcua";
import type { ClientSession, DataValue } from "node-opcua";
import type { OpcuaSettings } from "#shared/connections/opcua-settings.ts";
import { AdaptiveBatch } from "./adaptive-batch.ts";
import { serverLimits } from "./server-limits.ts";

/** What must be known of a server before items can be created; read anew in every session. */
export interface ServerFacts {
  readonly namespaces: readonly string[];
  readonly itemBatch: AdaptiveBatch;
  readonly readBatch: AdaptiveBatch;
  readonly historyBatch: AdaptiveBatch;
  readonly itemsPerSubscription: number;
}

/** Standard nodes: Server_NamespaceArray and Server_ServerCapabilities (Part 6, annex A). */
const nodes = {
  namespaceArray: "i=2255",
  nodesPerRead: "i=11705",
  itemsPerCall: "i=11714",
  nodesPerHistoryRead: "i=12165",
  itemsPerSubscription: "i=24104",
} as const;

/** Throws when the server does not answer or has no namespace array. */
export async function readServerFacts(
  session: ClientSession,
  profile: OpcuaSettings["profile"],
): Promise<ServerFacts> {
  const names = Object.keys(nodes) as (keyof typeof nodes)[];
  const values = await session.read(
    names.map((name) => ({ nodeId: nodes[name], attributeId: AttributeIds.Value })),
  );
  const valueOf = (name: keyof typeof nodes): unknown => good(values[names.indexOf(name)]);
  const limitOf = (name: keyof typeof nodes): number | null => {
    const value = valueOf(name);
    return typeof value === "number" ? value : null;
  };
  const uris = valueOf("namespaceArray");
  if (!Array.isArray(uris)) throw new Error("the server does not show its namespace array");
  const limits = serverLimits(profile, {
    itemsPerCall: limitOf("itemsPerCall"),
    nodesPerRead: limitOf("nodesPerRead"),
    nodesPerHistoryRead: limitOf("nodesPerHistoryRead"),
    itemsPerSubscription: limitOf("itemsPerSubscription"),
  });
  return {
    namespaces: uris.map(String),
    itemBatch: new AdaptiveBatch(limits.itemsPerCall),
    readBatch: new AdaptiveBatch(limits.nodesPerRead),
    historyBatch: new AdaptiveBatch(limits.nodesPerHistoryRead),
    itemsPerSubscription: limits.itemsPerSubscription,
  };
}

const good = (value: DataValue | undefined): unknown =>
  value && value.statusCode.value >>> 30 === 0 ? value.value?.value : undefined;
