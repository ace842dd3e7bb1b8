import {
  AttributeIds,
  BrowseDirection,
  DataType,
  NodeClass,
  NodeClassMask,
  coerceNodeId,
} from "node-opcua";
import type { ClientSession, DataValue, NodeId, ReferenceDescription } from "node-opcua";
import type { BrowseNode } from "../driver.ts";
import { toInstant, toTagValue } from "./convert-value.ts";
import type { OpcuaSettings } from "#shared/connections/opcua-settings.ts";
import { parseNodeAddress } from "#shared/connections/opcua/opcua-address.ts";
import { nodeIdText, resolveNodeAddress } from "./node-address.ts";
import { readServerFacts } from "./server-facts.ts";
import type { ServerFacts } from "./server-facts.ts";

/** Objects, the root people look into; HierarchicalReferences (OPC UA Part 5). */
const objectsFolder = "i=85";
const hierarchical = "i=33";

/**
 * The children of one node (null = the Objects folder), variables with their live value. One level only, because address
 * spaces are large. Throws when the node is not known or the server does not answer.
 */
export async function browseNodes(
  session: ClientSession,
  address: string | null,
  profile: OpcuaSettings["profile"],
): Promise<readonly BrowseNode[]> {
  const facts = await readServerFacts(session, profile);
  const parent = nodeIdOf(address, facts);
  const children = await browseAll(session, parent);
  const variables = children.filter((child) => child.nodeClass === NodeClass.Variable);
  const values = await readInBatches(session, variables.map(nodeOf), AttributeIds.Value, facts);
  const types = await readInBatches(session, variables.map(nodeOf), AttributeIds.DataType, facts);
  const parents = await withChildren(session, children, facts);
  return children.map((child) => {
    const at = variables.indexOf(child);
    return toBrowseNode(
      child,
      facts,
      parents.has(child),
      at < 0 ? null : { value: values[at]!, type: types[at]! },
    );
  });
}

function nodeIdOf(address: string | null, facts: ServerFacts): NodeId {
  if (address === null) return coerceNodeId(objectsFolder);
  const parsed = parseNodeAddress(address);
  const nodeId = parsed && resolveNodeAddress(parsed, facts.namespaces);
  if (!nodeId) throw new Error(`the server has no node ${address}`);
  return nodeId;
}

const nodeOf = (reference: ReferenceDescription): NodeId => reference.nodeId;

const browseOf = (nodeId: NodeId) => ({
  nodeId,
  referenceTypeId: hierarchical,
  browseDirection: BrowseDirection.Forward,
  includeSubtypes: true,
  nodeClassMask:
    NodeClassMask.Object | NodeClassMask.Variable | NodeClassMask.Method | NodeClassMask.View,
  resultMask: 63,
});

async function browseAll(session: ClientSession, nodeId: NodeId): Promise<ReferenceDescription[]> {
  let result = await session.browse(browseOf(nodeId));
  if (result.statusCode.value >>> 30 === 2)
    throw new Error(`the server refuses to browse: ${result.statusCode.name}`);
  const found = [...(result.references ?? [])];
  while (result.continuationPoint?.length) {
    result = await session.browseNext(result.continuationPoint, false);
    found.push(...(result.references ?? []));
  }
  const seen = new Set<string>();
  return found.filter((one) => {
    const key = one.nodeId.toString();
    return !seen.has(key) && seen.add(key);
  });
}

async function withChildren(
  session: ClientSession,
  nodes: readonly ReferenceDescription[],
  facts: ServerFacts,
): Promise<Set<ReferenceDescription>> {
  const parents = new Set<ReferenceDescription>();
  await facts.readBatch.run(nodes, async (batch) => {
    const results = await session.browse(batch.map((node) => browseOf(node.nodeId)));
    for (const [index, result] of results.entries()) {
      if (result.references?.length) parents.add(batch[index]!);
      if (result.continuationPoint?.length)
        await session.browseNext(result.continuationPoint, true);
    }
    return [];
  });
  return parents;
}

const readInBatches = (
  session: ClientSession,
  nodeIds: readonly NodeId[],
  attributeId: AttributeIds,
  facts: ServerFacts,
): Promise<DataValue[]> =>
  facts.readBatch.run(nodeIds, (batch) =>
    session.read(batch.map((nodeId) => ({ nodeId, attributeId }))),
  );

function toBrowseNode(
  child: ReferenceDescription,
  facts: ServerFacts,
  hasChildren: boolean,
  read: { value: DataValue; type: DataValue } | null,
): BrowseNode {
  return {
    address: nodeIdText(child.nodeId, facts.namespaces),
    name: child.displayName.text ?? child.browseName.name ?? "",
    kind: kindOf(child.nodeClass),
    dataType: read ? typeName(read.type, read.value) : null,
    value: read ? (toTagValue(read.value.value, facts.namespaces) ?? null) : null,
    status: read ? read.value.statusCode.value : null,
    sourceTime: read ? toInstant(read.value.sourceTimestamp) : null,
    hasChildren,
  };
}

function kindOf(nodeClass: NodeClass): BrowseNode["kind"] {
  if (nodeClass === NodeClass.Object || nodeClass === NodeClass.View) return "folder";
  if (nodeClass === NodeClass.Variable) return "variable";
  return nodeClass === NodeClass.Method ? "method" : "other";
}

/** Built-in types carry the numbers 1 to 25 in namespace 0; for others the built-in type of the value itself is shown. */
function typeName(type: DataValue, value: DataValue): string | null {
  const nodeId = type.value?.value as NodeId | null;
  const builtIn =
    nodeId?.namespace === 0 && typeof nodeId.value === "number"
      ? DataType[nodeId.value]
      : undefined;
  const carried = value.value ? DataType[value.value.dataType] : undefined;
  return builtIn ?? (carried === "Null" ? undefined : carried) ?? null;
}
