import type { ModbusAddress } from "#shared/connections/modbus/modbus-address.ts";

const word = 65_536;
/** Pieces that may pass between two readings: a jump this near to whole words is a suspect one. */
const nearness = 4_096;

/**
 * The difference is about a whole number of words up or down. A device that carries a count over several registers while it is
 * being read gives one half of before and one of after.
 */
export function isWordJump(before: number | bigint, after: number | bigint): boolean {
  const isPlain = typeof before === "number" && typeof after === "number";
  if (isPlain && Math.abs(after - before) < word - nearness) return false;
  const distance = BigInt(after) - BigInt(before);
  const size = distance < 0n ? -distance : distance;
  if (size < BigInt(word - nearness)) return false;
  const rest = Number(size % BigInt(word));
  return rest <= nearness || rest >= word - nearness;
}

/** Only whole numbers of several registers can be seen to be torn. */
export const canTear = ({ value }: ModbusAddress): boolean =>
  value.type === "uint32" ||
  value.type === "int32" ||
  value.type === "uint64" ||
  value.type === "int64";
