import { AttributeIds, BrowsePath, coerceNodeId } from "node-opcua";
import type { NodeId } from "node-opcua";
import type { ServerFacts } from "./server-facts.ts";
import type { ServiceSession } from "./service-session.ts";

/** HasProperty. */
const hasProperty = coerceNodeId("i=46");

/** High minus low of the EURange property of each node (Part 8, 5.3.2.3); null where the server names none. */
export async function readEuRanges(
  session: ServiceSession,
  nodeIds: readonly NodeId[],
  facts: ServerFacts,
): Promise<(number | null)[]> {
  const found = await facts.readBatch.run(nodeIds, (batch) =>
    session.translateBrowsePath(batch.map(toEuRange)),
  );
  const properties = found.map((result) =>
    result.statusCode.value >>> 30 === 0 ? (result.targets?.[0]?.targetId ?? null) : null,
  );
  const readable = properties.filter((one) => one !== null);
  const values = await facts.readBatch.run(readable, (batch) =>
    session.read(batch.map((nodeId) => ({ nodeId, attributeId: AttributeIds.Value }))),
  );
  return properties.map((property) => {
    const range: unknown = property && values[readable.indexOf(property)]?.value?.value;
    return isRange(range) && range.high > range.low ? range.high - range.low : null;
  });
}

const toEuRange = (startingNode: NodeId): BrowsePath =>
  new BrowsePath({
    startingNode,
    relativePath: {
      elements: [
        {
          referenceTypeId: hasProperty,
          isInverse: false,
          includeSubtypes: true,
          targetName: { namespaceIndex: 0, name: "EURange" },
        },
      ],
    },
  });

const isRange = (value: unknown): value is { readonly low: number; readonly high: number } =>
  typeof value === "object" &&
  value !== null &&
  "low" in value &&
  "high" in value &&
  typeof value.low === "number" &&
  typeof value.high === "number";
