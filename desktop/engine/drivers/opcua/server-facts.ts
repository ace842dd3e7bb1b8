import { AttributeIds } from "node-opcua";
import type { ClientSession } from "node-opcua";

/** What must be known of a server before items can be created; read anew in every session. */
export interface ServerFacts {
  readonly namespaces: readonly string[];
  /** Items per createMonitoredItems call. */
  readonly itemBatch: number;
  /** Nodes per read and browse call. */
  readonly readBatch: number;
}

/** Standard nodes: Server_NamespaceArray and two of Server_ServerCapabilities_OperationLimits (OPC UA Part 6, annex A). */
const nodes = {
  namespaceArray: "i=2255",
  maxNodesPerRead: "i=11705",
  maxItemsPerCall: "i=11714",
} as const;
const largestBatch = 1_000;

/** Throws when the server does not answer or has no namespace array. */
export async function readServerFacts(session: ClientSession): Promise<ServerFacts> {
  const [namespaces, perRead, perCall] = await session.read(
    [nodes.namespaceArray, nodes.maxNodesPerRead, nodes.maxItemsPerCall].map((nodeId) => ({
      nodeId,
      attributeId: AttributeIds.Value,
    })),
  );
  const uris: unknown = namespaces?.value.value;
  if (!Array.isArray(uris)) throw new Error("the server does not show its namespace array");
  return {
    namespaces: uris.map(String),
    itemBatch: limitOf(perCall?.value.value),
    readBatch: limitOf(perRead?.value.value),
  };
}

/** 0 or nothing = the server sets no limit. */
const limitOf = (value: unknown): number =>
  typeof value === "number" && value > 0 ? Math.min(value, largestBatch) : largestBatch;
