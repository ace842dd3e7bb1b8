import {
  AttributeIds,
  ContentFilter,
  EventFilter,
  SimpleAttributeOperand,
  ofType,
} from "node-opcua";
import type { EventFilterResult, Variant } from "node-opcua";
import type { BrowseName, OpcuaAddress } from "#shared/connections/opcua/opcua-address.ts";
import type { TagId } from "#shared/kernel/id.ts";
import type { Sample } from "#shared/machines/sample.ts";
import { toInstant, toTagValue } from "./convert-value.ts";
import { resolveNodeAddress } from "./node-address.ts";

type EventAddress = Extract<OpcuaAddress, { readonly kind: "event" }>;

/** BaseEventType, of which every event has Time (when it happened) and ReceiveTime (when the server heard of it). */
const baseEventType = "i=2041";

/** Asks for time and one field of the events of a type and its subtypes; null when the server lacks a namespace of it. */
export function eventFilter(
  address: EventAddress,
  namespaces: readonly string[],
): EventFilter | null {
  const type = resolveNodeAddress(address.type, namespaces);
  const field = address.field.map((name) => qualified(name, namespaces));
  if (type === null || field.some(({ namespaceIndex }) => namespaceIndex < 0)) return null;
  const operand = (typeDefinitionId: string | typeof type, browsePath: typeof field) =>
    new SimpleAttributeOperand({ typeDefinitionId, browsePath, attributeId: AttributeIds.Value });
  return new EventFilter({
    selectClauses: [
      operand(baseEventType, [{ namespaceIndex: 0, name: "Time" }]),
      operand(baseEventType, [{ namespaceIndex: 0, name: "ReceiveTime" }]),
      operand(type, field),
    ],
    whereClause: new ContentFilter({ elements: [ofType(type)] }),
  });
}

const qualified = ({ namespaceUri, name }: BrowseName, namespaces: readonly string[]) => ({
  namespaceIndex: namespaceUri === null ? 0 : namespaces.indexOf(namespaceUri),
  name,
});

/** The status with which the server refuses the field itself; null when it takes it. */
export const refusedField = (result: EventFilterResult): { value: number; name: string } | null => {
  const status = result.selectClauseResults?.[2];
  return status && status.value >>> 30 === 2 ? status : null;
};

/** One event as a sample of its tag. */
export function eventSample(
  tag: TagId,
  fields: readonly Variant[],
  receivedTime: number,
  namespaces: readonly string[],
): Sample {
  const [time, serverTime, field] = fields;
  const value = toTagValue(field, namespaces);
  return {
    tag,
    value: value ?? null,
    // Bad_TypeMismatch: a field that is no scalar.
    status: value === undefined ? 0x80740000 : 0,
    sourceTime: toInstant(time?.value as Date | null),
    serverTime: toInstant(serverTime?.value as Date | null),
    receivedTime,
  };
}
