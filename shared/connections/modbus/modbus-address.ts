import { formatFraction, noScaling, parseFraction } from "./scaling.ts";
import type { Scaling } from "./scaling.ts";

/** The four tables of a unit (Modbus Application Protocol V1.1b3, 4.3) with the function code that reads each. */
export const modbusTables = { coil: 1, discrete: 2, holding: 3, input: 4 } as const;
export type ModbusTable = keyof typeof modbusTables;

/** Number types with the registers each takes. */
export const numberTypes = {
  uint16: 1,
  int16: 1,
  uint32: 2,
  int32: 2,
  uint64: 4,
  int64: 4,
  float32: 2,
  float64: 4,
} as const;
export type NumberType = keyof typeof numberTypes;

/**
 * In which order the bytes of a value arrive; A is the most significant one. CDAB and DCBA turn the order of the
 * registers around (of all of them in 64-bit values), BADC and DCBA the two bytes in each register.
 */
export const wordOrders = ["ABCD", "CDAB", "BADC", "DCBA"] as const;
export type WordOrder = (typeof wordOrders)[number];

/** How the bits or registers at an address become a value. */
export type ModbusValue =
  /** A coil or discrete input; a register other than 0; or with `bit` one bit of a register, 0 = the least significant. */
  | { readonly type: "bool"; readonly bit: number | null; readonly order: WordOrder }
  | {
      readonly type: NumberType;
      readonly order: WordOrder;
      /** Only these bits, moved down to bit 0; null = all. Unsigned types only. */
      readonly mask: number | null;
      readonly scaling: Scaling;
    }
  /** Two characters a register, Latin-1, ended by the first NUL, blanks at the end dropped. */
  | { readonly type: "text"; readonly registers: number; readonly order: WordOrder };

/** Where a value lies on a Modbus line. `register` counts from 0, as it goes over the line: 40001 is holding 0. */
export interface ModbusAddress {
  readonly unit: number;
  readonly table: ModbusTable;
  readonly register: number;
  readonly value: ModbusValue;
}

export const addressParts = [
  "form",
  "unit",
  "table",
  "register",
  "type",
  "order",
  "scale",
  "offset",
  "bit",
  "mask",
] as const;
export type AddressPart = (typeof addressParts)[number];

/** A text that is no Modbus address; `part` is the one to correct. */
export class ModbusAddressError extends Error {
  readonly part: AddressPart;

  constructor(part: AddressPart, rule: string) {
    super(`${part}: ${rule}`);
    this.name = "ModbusAddressError";
    this.part = part;
  }
}

/** Longest text: one request reads no more registers (V1.1b3, 6.3). */
const mostTextRegisters = 125;

/**
 * Reads `UNIT/TABLE/OFFSET/TYPE?order=CDAB&scale=1/10&offset=-40&bit=3&mask=0x00F0`, such as
 * `1/holding/100/uint32?order=CDAB` or `2/coil/5`. Offsets count from 0. `1/40101/uint32` in the classic notation (from 1,
 * five or six digits, the first names the table) is the same as `1/holding/100/uint32`. Without a type: `bool` for coils and
 * discrete inputs, `uint16` for registers. Throws ModbusAddressError.
 */
export function parseModbusAddress(text: string): ModbusAddress {
  const [path = "", query, ...more] = text.trim().split("?");
  if (more.length > 0) throw new ModbusAddressError("form", "only one ? may stand in it");
  const [unitText = "", ...rest] = path.split("/");
  const unit = wholeNumber("unit", unitText, 255);
  const { table, register, typeText } = parsePlace(rest);
  const options = parseOptions(query);
  const value = parseValue(table, typeText, options);
  const last = register + registersOf(table, value) - 1;
  if (last > 65_535) throw new ModbusAddressError("register", "must end at 65535 at the most");
  return { unit, table, register, value };
}

/** The shortest text that reads back as the same address. */
export function formatModbusAddress({ unit, table, register, value }: ModbusAddress): string {
  const type = value.type === "text" ? `text${value.registers}` : value.type;
  const isPlainBit = value.type === "bool" && isBitTable(table);
  const options = [
    ...(value.order === "ABCD" ? [] : [`order=${value.order}`]),
    ...(value.type === "bool" && value.bit !== null ? [`bit=${value.bit}`] : []),
    ...("mask" in value ? numberOptions(value.mask, value.scaling) : []),
  ];
  const query = options.length === 0 ? "" : `?${options.join("&")}`;
  return `${unit}/${table}/${register}${isPlainBit ? "" : `/${type}`}${query}`;
}

/** The classic notation of a place: 40001 is the first holding register; six digits beyond 9,999. */
export function classicNotation(table: ModbusTable, register: number): string {
  const digits = register < 9_999 ? 4 : 5;
  return `${classicDigits[table]}${String(register + 1).padStart(digits, "0")}`;
}

export const isBitTable = (table: ModbusTable): boolean => table === "coil" || table === "discrete";

/** How many bits (coil, discrete) or registers (holding, input) a value takes, from the first on. */
export function registersOf(table: ModbusTable, value: ModbusValue): number {
  if (isBitTable(table) || value.type === "bool") return 1;
  return value.type === "text" ? value.registers : numberTypes[value.type];
}

const classicDigits = { coil: 0, discrete: 1, input: 3, holding: 4 } as const satisfies Record<
  ModbusTable,
  number
>;

const isTable = (text: string): text is ModbusTable => Object.hasOwn(modbusTables, text);

function parsePlace(rest: readonly string[]): {
  table: ModbusTable;
  register: number;
  typeText: string | undefined;
} {
  const [first = "", ...others] = rest;
  if (/^\d+$/.test(first)) {
    if (others.length > 1) throw new ModbusAddressError("form", "must be UNIT/40001/TYPE");
    return { ...parseClassic(first), typeText: others[0] };
  }
  if (!isTable(first))
    throw new ModbusAddressError("table", "must be coil, discrete, holding or input");
  const [registerText = "", typeText, ...beyond] = others;
  if (beyond.length > 0) throw new ModbusAddressError("form", "must be UNIT/TABLE/OFFSET/TYPE");
  return { table: first, register: wholeNumber("register", registerText, 65_535), typeText };
}

function parseClassic(digits: string): { table: ModbusTable; register: number } {
  const rule = "must be coil, discrete, holding or input, or a classic number such as 40001";
  if (!/^[0134]\d{4,5}$/.test(digits)) throw new ModbusAddressError("table", rule);
  const table = (Object.keys(classicDigits) as ModbusTable[]).find(
    (one) => classicDigits[one] === Number(digits[0]),
  )!;
  const number = Number(digits.slice(1));
  if (number < 1 || number > 65_536)
    throw new ModbusAddressError("register", "the classic notation counts from 1 to 65536");
  return { table, register: number - 1 };
}

type Options = ReadonlyMap<AddressPart, string>;
const optionNames = ["order", "scale", "offset", "bit", "mask"] as const satisfies AddressPart[];

function parseOptions(query: string | undefined): Options {
  const options = new Map<AddressPart, string>();
  for (const pair of query === undefined || query === "" ? [] : query.split("&")) {
    const at = pair.indexOf("=");
    const name = optionNames.find((one) => one === pair.slice(0, Math.max(at, 0)));
    if (name === undefined)
      throw new ModbusAddressError("form", `after ? come ${optionNames.join(", ")}, each with =`);
    if (options.has(name)) throw new ModbusAddressError(name, "stands twice");
    options.set(name, pair.slice(at + 1));
  }
  return options;
}

function parseValue(table: ModbusTable, text: string | undefined, options: Options): ModbusValue {
  if (isBitTable(table)) {
    if (text !== undefined && text !== "bool")
      throw new ModbusAddressError("type", `a ${table} is a bool`);
    refuse(options, ["order", "scale", "offset", "bit", "mask"], `a ${table} is one bit already`);
    return { type: "bool", bit: null, order: "ABCD" };
  }
  const order = parseOrder(options.get("order"));
  const bitText = options.get("bit");
  if (text === "bool" || bitText !== undefined) {
    if (text !== undefined && text !== "bool" && text !== "uint16" && text !== "int16")
      throw new ModbusAddressError("bit", "a bit is taken out of one register, as bool");
    refuse(options, ["scale", "offset", "mask"], "does not go with a bool");
    const bit = bitText === undefined ? null : wholeNumber("bit", bitText, 15);
    return { type: "bool", bit, order };
  }
  const registers = /^text(\d{1,3})$/.exec(text ?? "")?.[1];
  if (registers !== undefined) {
    refuse(options, ["scale", "offset", "mask"], "does not go with a text");
    if (Number(registers) < 1 || Number(registers) > mostTextRegisters)
      throw new ModbusAddressError("type", `a text has 1 to ${mostTextRegisters} registers`);
    return { type: "text", registers: Number(registers), order };
  }
  const type = text ?? "uint16";
  if (!isNumberType(type)) {
    const names = Object.keys(numberTypes).join(", ");
    throw new ModbusAddressError("type", `must be bool, ${names} or text8 (registers)`);
  }
  return { type, order, mask: parseMask(type, options.get("mask")), scaling: scalingOf(options) };
}

const isNumberType = (text: string): text is NumberType => Object.hasOwn(numberTypes, text);

function parseOrder(text: string | undefined): WordOrder {
  if (text === undefined) return "ABCD";
  const order = wordOrders.find((one) => one === text);
  if (order === undefined)
    throw new ModbusAddressError("order", `must be ${wordOrders.join(", ")}`);
  return order;
}

function parseMask(type: NumberType, text: string | undefined): number | null {
  if (text === undefined) return null;
  const most = type === "uint16" ? 0xffff : type === "uint32" ? 0xffff_ffff : 0;
  if (most === 0) throw new ModbusAddressError("mask", "goes with uint16 and uint32 only");
  if (!/^(0x[0-9a-fA-F]{1,8}|\d{1,10})$/.test(text) || Number(text) < 1 || Number(text) > most)
    throw new ModbusAddressError("mask", `must be 1 to 0x${most.toString(16).toUpperCase()}`);
  return Number(text);
}

function scalingOf(options: Options): Scaling {
  const [scale, offset] = [options.get("scale"), options.get("offset")];
  const factor = scale === undefined ? noScaling.factor : parseFraction(scale);
  if (factor === null || factor.numerator === 0n)
    throw new ModbusAddressError("scale", "must be a number other than 0 such as 0.1 or 1/10");
  const shift = offset === undefined ? noScaling.shift : parseFraction(offset);
  if (shift === null)
    throw new ModbusAddressError("offset", "must be a number such as -40 or 2.5 or 1/3");
  return { factor, shift };
}

function numberOptions(mask: number | null, { factor, shift }: Scaling): string[] {
  const [scale, offset] = [formatFraction(factor), formatFraction(shift)];
  return [
    ...(scale === "1" ? [] : [`scale=${scale}`]),
    ...(offset === "0" ? [] : [`offset=${offset}`]),
    ...(mask === null ? [] : [`mask=0x${mask.toString(16).toUpperCase()}`]),
  ];
}

function refuse(options: Options, names: readonly AddressPart[], rule: string): void {
  const found = names.find((name) => options.has(name));
  if (found !== undefined) throw new ModbusAddressError(found, rule);
}

function wholeNumber(part: AddressPart, text: string, most: number): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > most)
    throw new ModbusAddressError(part, `must be a whole number from 0 to ${most}`);
  return Number(text);
}
