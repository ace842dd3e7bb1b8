import {
  isBitTable,
  numberTypes,
  parseModbusAddress,
  type ModbusTable,
  type WordOrder,
} from "#shared/connections/modbus/modbus-address.ts";
import { formatFraction } from "#shared/connections/modbus/scaling.ts";

export const valueTypes = [
  ...(Object.keys(numberTypes) as (keyof typeof numberTypes)[]),
  "bool",
  "text",
] as const;
export type ValueType = (typeof valueTypes)[number];

/** A Modbus address as its fields hold it. `register` counts from 0. */
export interface ModbusParts {
  readonly unit: number | string;
  readonly table: ModbusTable;
  readonly register: number | string;
  readonly type: ValueType;
  /** Registers of a text. */
  readonly length: number | string;
  readonly order: WordOrder;
  readonly scale: string;
  readonly offset: string;
  /** Empty = the whole register. */
  readonly bit: number | string;
}

export const newModbusParts: ModbusParts = {
  unit: 1,
  table: "holding",
  register: 0,
  type: "uint16",
  length: 8,
  order: "ABCD",
  scale: "1",
  offset: "0",
  bit: "",
};

/** The parts of an address; null when it is none, or has a mask, which the fields do not offer. */
export function modbusParts(address: string): ModbusParts | null {
  try {
    const { unit, table, register, value } = parseModbusAddress(address);
    const base = { ...newModbusParts, unit, table, register, order: value.order };
    if (value.type === "bool") return { ...base, type: "bool", bit: value.bit ?? "" };
    if (value.type === "text") return { ...base, type: "text", length: value.registers };
    if (value.mask !== null) return null;
    return {
      ...base,
      type: value.type,
      scale: formatFraction(value.scaling.factor),
      offset: formatFraction(value.scaling.shift),
    };
  } catch {
    return null;
  }
}

/** The address that the fields stand for; what is wrong in a field stays wrong in it. */
export function modbusAddressText(parts: ModbusParts): string {
  const { unit, table, register, type, order, bit } = parts;
  const place = `${unit}/${table}/${register}`;
  if (isBitTable(table)) return place;
  const isNumber = type !== "bool" && type !== "text";
  const options = [
    ...(hasOrder(parts) && order !== "ABCD" ? [`order=${order}`] : []),
    ...(type === "bool" && bit !== "" ? [`bit=${bit}`] : []),
    ...(isNumber && plain(parts.scale) !== "1" ? [`scale=${plain(parts.scale)}`] : []),
    ...(isNumber && plain(parts.offset) !== "0" ? [`offset=${plain(parts.offset)}`] : []),
  ];
  const query = options.length === 0 ? "" : `?${options.join("&")}`;
  return `${place}/${type === "text" ? `text${parts.length}` : type}${query}`;
}

/** Whether the order of words or bytes can matter. */
export const hasOrder = ({ table }: Pick<ModbusParts, "table">): boolean => !isBitTable(table);

/** Registers that the value takes. */
export function registerCount({ table, type, length }: ModbusParts): number {
  if (isBitTable(table) || type === "bool") return 1;
  return type === "text" ? Number(length) : numberTypes[type];
}

const plain = (number: string): string => number.trim().replace(",", ".");
