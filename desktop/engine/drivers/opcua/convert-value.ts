import { DataType, VariantArrayType } from "node-opcua";
import type { DataValue, NodeId } from "node-opcua";
import type { PathStep } from "#shared/connections/opcua/opcua-address.ts";
import type { TagId } from "#shared/kernel/id.ts";
import type { Sample, TagValue } from "#shared/machines/sample.ts";
import { nodeIdText } from "./node-address.ts";
import { elementOf } from "./value-element.ts";
import type { TypedValue } from "./value-element.ts";

/** What is read of a node: the value or an element of it, in a session whose namespaces are these. */
export interface ReadElement {
  readonly path: readonly PathStep[];
  readonly namespaces: readonly string[];
}

/** Bad_IndexRangeNoData: the value has no such element or member. OPC UA Part 6, annex A.2. */
const badIndexRangeNoData = 0x80370000;
/** Bad_TypeMismatch: what the node holds is no scalar we can carry (an array, a structure). OPC UA Part 6, annex A.2. */
const badTypeMismatch = 0x80740000;
/** A DateTime of 0 (1601-01-01) means "not set" (OPC UA Part 6, 5.2.2.5). */
const unsetTime = Date.UTC(1601, 0, 1);

/** One received value as a sample. NaN and infinities pass: the steps that calculate refuse them. */
export function toSample(
  tag: TagId,
  value: DataValue,
  receivedTime: number,
  { path, namespaces }: ReadElement,
): Sample {
  const status = value.statusCode.value;
  const isEmpty = value.value === null || value.value.dataType === DataType.Null;
  const element = isEmpty || path.length === 0 ? value.value : elementOf(value.value, path);
  const scalar = element === undefined ? undefined : toTagValue(element, namespaces);
  const problem = element === undefined ? badIndexRangeNoData : badTypeMismatch;
  return {
    tag,
    value: scalar === undefined ? null : scalar,
    status: scalar === undefined && status >>> 30 !== 2 ? problem : status,
    sourceTime: toInstant(value.sourceTimestamp),
    serverTime: toInstant(value.serverTimestamp),
    receivedTime,
  };
}

/** UTC milliseconds, or null when the server set no time. */
export function toInstant(date: Date | null | undefined): number | null {
  if (!date) return null;
  const at = date.getTime();
  return Number.isNaN(at) || at <= unsetTime ? null : at;
}

/** The scalar in a variant, null when it is empty, undefined when it cannot be carried. */
export function toTagValue(
  variant: TypedValue | null | undefined,
  namespaces: readonly string[],
): TagValue | undefined {
  if (!variant || variant.value === null || variant.value === undefined) return null;
  if (variant.arrayType !== VariantArrayType.Scalar) return undefined;
  const { dataType, value } = variant;
  switch (dataType) {
    case DataType.Boolean:
    case DataType.SByte:
    case DataType.Byte:
    case DataType.Int16:
    case DataType.UInt16:
    case DataType.Int32:
    case DataType.UInt32:
    case DataType.Float:
    case DataType.Double:
    case DataType.String:
      return value as TagValue;
    case DataType.Int64:
      return fromWords(value as [number, number], true);
    case DataType.UInt64:
      return fromWords(value as [number, number], false);
    case DataType.LocalizedText:
      return (value as { text: string | null }).text;
    case DataType.QualifiedName:
      return (value as { name: string | null }).name;
    case DataType.DateTime:
      return (value as Date).toISOString();
    case DataType.StatusCode:
      return (value as { value: number }).value;
    case DataType.Guid:
    case DataType.XmlElement:
      return String(value);
    case DataType.NodeId:
    case DataType.ExpandedNodeId:
      return nodeIdText(value as NodeId, namespaces);
    case DataType.Null:
      return null;
    case DataType.ByteString:
    case DataType.ExtensionObject:
    case DataType.DataValue:
    case DataType.Variant:
    case DataType.DiagnosticInfo:
      return undefined;
    default:
      return dataType satisfies never;
  }
}

/** A 64-bit integer comes as [high, low]; within ±2^53 it becomes a number, beyond it stays exact. */
function fromWords([high, low]: [number, number], isSigned: boolean): number | bigint {
  if (high < 0x20_0000) return high * 0x1_0000_0000 + low;
  const whole = (BigInt(high) << 32n) | BigInt(low);
  const exact = isSigned ? BigInt.asIntN(64, whole) : whole;
  return exact >= BigInt(Number.MIN_SAFE_INTEGER) && exact <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(exact)
    : exact;
}
