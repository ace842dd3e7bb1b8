import { NodeIdType, coerceNodeId } from "node-opcua";
import type { ExpandedNodeId, NodeId } from "node-opcua";
import { formatNodeAddress } from "#shared/connections/opcua/opcua-address.ts";
import type { NodeAddress } from "#shared/connections/opcua/opcua-address.ts";

/** The node id of this session, or null when the server does not know the namespace. */
export function resolveNodeAddress(
  address: NodeAddress,
  namespaces: readonly string[],
): NodeId | null {
  const index = address.namespaceUri === null ? 0 : namespaces.indexOf(address.namespaceUri);
  return index < 0 ? null : coerceNodeId(`ns=${index};${address.identifier}`);
}

/** The stored form of a node id of this session. */
export const nodeIdText = (
  nodeId: NodeId | ExpandedNodeId,
  namespaces: readonly string[],
): string =>
  formatNodeAddress({
    namespaceUri:
      ("namespaceUri" in nodeId ? nodeId.namespaceUri : null) ??
      (nodeId.namespace === 0 ? null : (namespaces[nodeId.namespace] ?? "")),
    identifier: identifierText(nodeId),
  });

function identifierText(nodeId: NodeId): string {
  const { identifierType: type, value } = nodeId;
  switch (type) {
    case NodeIdType.NUMERIC:
      return `i=${String(value)}`;
    case NodeIdType.STRING:
      return `s=${String(value)}`;
    case NodeIdType.GUID:
      return `g=${String(value)}`;
    case NodeIdType.BYTESTRING:
      return `b=${(value as Buffer).toString("base64")}`;
    default:
      return type satisfies never;
  }
}
