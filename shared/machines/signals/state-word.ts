import type { StateRule, WordMeaning } from "../state-rule.ts";
import { unlisted, type StateReading } from "./state-reading.ts";
import { wordOf, type RememberedValue } from "./signal-value.ts";

type StateWordRule = Extract<StateRule, { type: "state_word" }>;

/** Does this meaning fit the value? */
export function fitsWord(meaning: WordMeaning, value: RememberedValue): boolean {
  if (meaning.equals !== undefined) return String(value).trim() === meaning.equals;
  const word = wordOf(value);
  if (word === null) return false;
  if (meaning.bit !== undefined)
    return ((word >> BigInt(meaning.bit)) & 1n) === (meaning.isOff === true ? 0n : 1n);
  const { mask, value: wanted } = meaning;
  return mask !== undefined && wanted !== undefined && (word & BigInt(mask)) === BigInt(wanted);
}

const ownWord = ({ bit, equals, value }: WordMeaning): string =>
  bit === undefined ? (equals ?? `value ${value}`) : `bit ${bit}`;

/** State from a word of bits or a code: the first meaning that fits, in the order of the rule. */
export function stateWordState(rule: StateWordRule, value: RememberedValue): StateReading {
  const isReadable =
    wordOf(value) !== null || rule.meanings.some(({ equals }) => equals !== undefined);
  if (!isReadable) return unlisted("word", value);
  const meaning = rule.meanings.find((one) => fitsWord(one, value));
  if (meaning === undefined) return { state: rule.otherwise, cause: null };
  const isPlain = meaning.state === "running" && meaning.cause === undefined;
  return {
    state: meaning.state,
    cause: isPlain ? null : (meaning.cause ?? ownWord(meaning)),
    ...(meaning.reason !== undefined && { reasonCode: meaning.reason }),
  };
}
