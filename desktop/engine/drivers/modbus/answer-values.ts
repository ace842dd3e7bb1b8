import { decodeRegisters } from "#shared/connections/modbus/decode-value.ts";
import { registersOf } from "#shared/connections/modbus/modbus-address.ts";
import type { PlannedRead } from "#shared/connections/modbus/poll-plan.ts";
import type { TagId } from "#shared/kernel/id.ts";
import type { TagValue } from "#shared/machines/sample.ts";
import type { Answer, ModbusLine } from "./modbus-line.ts";
import type { SortedTags } from "./tag-plan.ts";
import { canTear, isWordJump } from "./torn-value.ts";

/** Of values that can tear, unscaled. */
export type WholeNumbers = ReadonlyMap<TagId, number | bigint>;

/** An answer with its whole numbers taken out. */
export interface AgreedAnswer {
  readonly answer: Answer;
  readonly numbers: WholeNumbers;
}

/** Two readings in a row must agree when one jumped by a word; more are not made. */
const mostReadings = 3;

/**
 * Reads until two answers in a row are no word apart, so that half a carry is never told. `before`: the numbers last read.
 * Rejects with ReadFailure.
 */
export async function readAgreed(
  line: ModbusLine,
  read: PlannedRead,
  isExpected: boolean,
  tags: SortedTags["readable"],
  before: WholeNumbers,
): Promise<AgreedAnswer> {
  let answer = await line.read(read, { isExpected });
  let [last, numbers] = [before, numbersIn(read, answer, tags)];
  for (let readings = 1; readings < mostReadings && jumps(last, numbers); readings++) {
    answer = await line.read(read, { isExpected: true });
    [last, numbers] = [numbers, numbersIn(read, answer, tags)];
  }
  return { answer, numbers };
}

/** What each tag of a read holds. Counters are not scaled: they are counted in the device's own steps. */
export function valuesIn(
  read: PlannedRead,
  { answer, numbers }: AgreedAnswer,
  tags: SortedTags["readable"],
): { readonly id: TagId; readonly value: TagValue }[] {
  return read.values.map(({ id, at }) => {
    const { address, tag } = tags.get(id as TagId)!;
    const isCounter = tag.class === "counter";
    const counted = isCounter ? numbers.get(tag.id) : undefined;
    if (counted !== undefined) return { id: tag.id, value: counted };
    const words = answer.words.slice(at, at + registersOf(address.table, address.value));
    return { id: tag.id, value: decodeRegisters(address.value, words, isCounter) };
  });
}

function numbersIn(
  read: PlannedRead,
  { words }: Answer,
  tags: SortedTags["readable"],
): WholeNumbers {
  const numbers = new Map<TagId, number | bigint>();
  for (const { id, at } of read.values) {
    const { address, tag } = tags.get(id as TagId) ?? {};
    if (tag === undefined || address === undefined || !canTear(address)) continue;
    const length = registersOf(address.table, address.value);
    const number = decodeRegisters(address.value, words.slice(at, at + length), true);
    if (typeof number === "number" || typeof number === "bigint") numbers.set(tag.id, number);
  }
  return numbers;
}

function jumps(before: WholeNumbers, after: WholeNumbers): boolean {
  for (const [id, number] of after) {
    const last = before.get(id);
    if (last !== undefined && isWordJump(last, number)) return true;
  }
  return false;
}
