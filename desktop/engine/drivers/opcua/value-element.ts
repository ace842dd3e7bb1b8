import { DataType, ExtensionObject, Variant, VariantArrayType } from "node-opcua";
import type { PathStep } from "#shared/connections/opcua/opcua-address.ts";

/** A value with its type, as a variant carries it: the whole, an element of it or a member. */
export interface TypedValue {
  readonly dataType: DataType;
  readonly arrayType: VariantArrayType;
  readonly value: unknown;
  readonly dimensions?: number[] | null;
}

interface FieldFacts {
  readonly name: string;
  readonly originalName?: string;
  readonly fieldType: string;
  readonly isArray?: boolean;
  readonly category?: string;
}

/** The element or member that a path leads to; undefined when the value has no such one. */
export function elementOf(whole: TypedValue, path: readonly PathStep[]): TypedValue | undefined {
  let value: TypedValue | undefined = unwrapped(whole);
  for (const step of path) {
    if (value === undefined) return undefined;
    value = step.kind === "element" ? atIndexes(value, step.indexes) : memberOf(value, step.name);
    value = value && unwrapped(value);
  }
  return value;
}

/** A variant inside a variant, as arrays of variants hold them. */
function unwrapped(value: TypedValue): TypedValue {
  const isScalar = value.arrayType === VariantArrayType.Scalar;
  return isScalar && value.value instanceof Variant ? unwrapped(value.value) : value;
}

/** `[2,1]` of a matrix is row 2, column 1 (stored row by row, OPC UA Part 6, 5.2.2.16); arrays have one index. */
function atIndexes(value: TypedValue, indexes: readonly number[]): TypedValue | undefined {
  if (value.arrayType === VariantArrayType.Scalar || value.value === null) return undefined;
  const all = value.value as ArrayLike<unknown>;
  const dimensions =
    value.arrayType === VariantArrayType.Matrix && value.dimensions
      ? value.dimensions
      : [all.length];
  const isInside =
    indexes.length === dimensions.length && indexes.every((one, at) => one < dimensions[at]!);
  if (!isInside) return undefined;
  const offset = indexes.reduce((sum, one, at) => sum * dimensions[at]! + one, 0);
  return { dataType: value.dataType, arrayType: VariantArrayType.Scalar, value: all[offset] };
}

function memberOf(value: TypedValue, name: string): TypedValue | undefined {
  const holder = value.value;
  if (!(holder instanceof ExtensionObject)) return undefined;
  const field = fieldsOf(holder).find(
    (one) => one.originalName === name || lowerFirst(one.name) === lowerFirst(name),
  );
  if (field === undefined) return undefined;
  return {
    dataType: dataTypeOf(field),
    arrayType: field.isArray ? VariantArrayType.Array : VariantArrayType.Scalar,
    value: (holder as unknown as Record<string, unknown>)[field.name],
  };
}

function fieldsOf(holder: ExtensionObject): FieldFacts[] {
  const fields: FieldFacts[] = [];
  const collect = (_: unknown, field: FieldFacts, into: FieldFacts[]): void =>
    void into.push(field);
  (
    holder as unknown as {
      applyOnAllFields(each: typeof collect, into: FieldFacts[]): void;
    }
  ).applyOnAllFields(collect, fields);
  return fields;
}

function dataTypeOf({ fieldType, category }: FieldFacts): DataType {
  if (category === "enumeration") return DataType.Int32;
  const builtIn = (DataType as unknown as Record<string, DataType | undefined>)[fieldType];
  if (builtIn !== undefined) return builtIn;
  return aliases[fieldType] ?? DataType.ExtensionObject;
}

/** Types of the standard that are another one under a name of their own (OPC UA Part 3, 8). */
const aliases: Readonly<Record<string, DataType>> = {
  UtcTime: DataType.DateTime,
  Duration: DataType.Double,
  LocaleId: DataType.String,
  Counter: DataType.UInt32,
  CharArray: DataType.String,
  UAString: DataType.String,
  Integer: DataType.Int32,
};

const lowerFirst = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1);
