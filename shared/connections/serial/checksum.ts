export type ChecksumType = "xor" | "sum" | "lrc" | "crc16";

const byteSum = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;

/** CRC-16/MODBUS: polynomial 0xA001 reflected, start 0xFFFF. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return crc;
}

/** The number a checksum is: one byte, two for crc16. `sum` = low byte of the sum, `lrc` = its two's complement. */
export function checksumOf(type: ChecksumType, bytes: Uint8Array): number {
  switch (type) {
    case "xor":
      return bytes.reduce((sum, byte) => sum ^ byte, 0);
    case "sum":
      return byteSum(bytes);
    case "lrc":
      return -byteSum(bytes) & 0xff;
    case "crc16":
      return crc16(bytes);
    default:
      return type satisfies never;
  }
}

const widthOf = (type: ChecksumType): number => (type === "crc16" ? 2 : 1);

/** How many characters a checksum takes on the line. */
export const checksumLength = (type: ChecksumType, form: "hex" | "raw"): number =>
  widthOf(type) * (form === "hex" ? 2 : 1);

/** As it stands on the line: raw with the low byte first, hexadecimal as the number is written, in capitals. */
export function checksumBytes(
  type: ChecksumType,
  form: "hex" | "raw",
  bytes: Uint8Array,
): Uint8Array {
  const sum = checksumOf(type, bytes);
  if (form === "raw") return Uint8Array.from(type === "crc16" ? [sum & 0xff, sum >>> 8] : [sum]);
  const hex = sum.toString(16).toUpperCase().padStart(checksumLength(type, form), "0");
  return Uint8Array.from(hex, (character) => character.charCodeAt(0));
}

/**
 * Whether `received` is the checksum of `bytes`. Hexadecimal digits count in either case; devices disagree about which
 * byte of a hexadecimal CRC stands first, so both orders do.
 */
export function isChecksumOf(
  type: ChecksumType,
  form: "hex" | "raw",
  bytes: Uint8Array,
  received: Uint8Array,
): boolean {
  if (form === "raw") {
    const expected = checksumBytes(type, form, bytes);
    return expected.every((byte, at) => byte === received[at]);
  }
  const digits = String.fromCharCode(...received);
  if (!/^[0-9a-fA-F]+$/.test(digits)) return false;
  const sum = checksumOf(type, bytes);
  const number = Number.parseInt(digits, 16);
  return number === sum || (type === "crc16" && number === (((sum & 0xff) << 8) | (sum >>> 8)));
}
