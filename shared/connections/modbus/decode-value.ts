import type { TagValue } from "../../machines/sample.ts";
import type { ModbusValue, NumberType, WordOrder } from "./modbus-address.ts";
import { scaled } from "./scaling.ts";

/**
 * The value in a run of registers, as many as `registersOf` says, in the order in which they came. Integers within ±2^53 are
 * numbers, beyond it bigint; NaN and infinities of floats pass. `isRaw` leaves the scaling out: counters are counted in
 * the device's own steps.
 */
export function decodeRegisters(
  value: ModbusValue,
  words: readonly number[],
  isRaw = false,
): TagValue {
  const bytes = orderedBytes(words, value.order);
  switch (value.type) {
    case "bool": {
      const word = bytes.getUint16(0);
      return value.bit === null ? word !== 0 : ((word >>> value.bit) & 1) === 1;
    }
    case "text":
      return decodeText(bytes);
    default: {
      const number = decodeNumber(value.type, bytes);
      const masked = value.mask === null ? number : underMask(Number(number), value.mask);
      return isRaw ? masked : scaled(masked, value.scaling);
    }
  }
}

function orderedBytes(words: readonly number[], order: WordOrder): DataView {
  const bytes = new DataView(new ArrayBuffer(words.length * 2));
  const turnsWords = order === "CDAB" || order === "DCBA";
  const turnsBytes = order === "BADC" || order === "DCBA";
  for (const [index, word] of words.entries()) {
    const place = turnsWords ? words.length - 1 - index : index;
    bytes.setUint16(place * 2, word, turnsBytes);
  }
  return bytes;
}

function decodeNumber(type: NumberType, bytes: DataView): number | bigint {
  switch (type) {
    case "uint16":
      return bytes.getUint16(0);
    case "int16":
      return bytes.getInt16(0);
    case "uint32":
      return bytes.getUint32(0);
    case "int32":
      return bytes.getInt32(0);
    case "uint64":
      return withinSafe(bytes.getBigUint64(0));
    case "int64":
      return withinSafe(bytes.getBigInt64(0));
    case "float32":
      return bytes.getFloat32(0);
    case "float64":
      return bytes.getFloat64(0);
    default:
      return type satisfies never;
  }
}

const withinSafe = (value: bigint): number | bigint =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value;

/** The masked bits as a number of their own: moved down by the place of the mask's lowest bit. */
function underMask(value: number, mask: number): number {
  const lowest = BigInt(mask) & -BigInt(mask);
  return Number((BigInt(value) & BigInt(mask)) / lowest);
}

function decodeText(bytes: DataView): string {
  const codes = Array.from({ length: bytes.byteLength }, (_, at) => bytes.getUint8(at));
  const end = codes.indexOf(0);
  return String.fromCharCode(...(end < 0 ? codes : codes.slice(0, end))).trimEnd();
}
