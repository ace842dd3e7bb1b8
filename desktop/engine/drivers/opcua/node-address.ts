import { NodeIdType, coerceNodeId } from "node-opcua";
import type { NodeId } from "node-opcua";

/**
 * A node as it is stored: by namespace URI, because indexes move when a server is rebuilt (OPC UA Part 6, 5.3.1.10).
 * `namespaceUri` null = namespace 0, the one of the standard.
 */
export interface NodeAddress {
  readonly namespaceUri: string | null;
  /** `i=…`, `s=…`, `g=…` or `b=…`. */
  readonly identifier: string;
}

const identifierForm =
  /^(i=\d{1,10}|s=.+|g=[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|b=[A-Za-z0-9+/]+={0,2})$/s;

/** Reads `nsu=<URI>;s=…`, `ns=0;i=…` or `i=…`; null when the text is none of these. In the URI `%3B` is `;` and `%25` is `%`. */
export function parseNodeAddress(text: string): NodeAddress | null {
  const standard = /^(?:ns=0;)?(i=\d{1,10})$/.exec(text);
  if (standard?.[1]) return { namespaceUri: null, identifier: standard[1] };
  const stored = /^nsu=([^;]+);(.+)$/s.exec(text);
  if (!stored?.[1] || !stored[2] || !identifierForm.test(stored[2])) return null;
  const namespaceUri = stored[1].replaceAll("%3B", ";").replaceAll("%25", "%");
  return { namespaceUri, identifier: stored[2] };
}

/** The node id of this session, or null when the server does not know the namespace. */
export function resolveNodeAddress(
  address: NodeAddress,
  namespaces: readonly string[],
): NodeId | null {
  const index = address.namespaceUri === null ? 0 : namespaces.indexOf(address.namespaceUri);
  return index < 0 ? null : coerceNodeId(`ns=${index};${address.identifier}`);
}

/** The stored form of a node id of this session. */
export function formatNodeAddress(nodeId: NodeId, namespaces: readonly string[]): string {
  const identifier = identifierText(nodeId);
  if (nodeId.namespace === 0) return `ns=0;${identifier}`;
  const uri = namespaces[nodeId.namespace] ?? "";
  return `nsu=${uri.replaceAll("%", "%25").replaceAll(";", "%3B")};${identifier}`;
}

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
