import type { StateRule, WordMeaning } from "../state-rule.ts";
import { unlisted, type StateReading } from "./state-reading.ts";
import { wordOf, type RememberedValue } from "./signal-value.ts";

type StateWordRule = Extract<StateRule, { type: "state_word" }>;

/** Does this meaning fit the word? */
export function fitsWord(meaning: WordMeaning, word: bigint): boolean {
  if (meaning.bit !== undefined)
    return ((word >> BigInt(meaning.bit)) & 1n) === (meaning.isOff === true ? 0n : 1n);
  const { mask, value } = meaning;
  return mask !== undefined && value !== undefined && (word & BigInt(mask)) === BigInt(value);
}

const ownWord = (meaning: WordMeaning): string =>
  meaning.bit === undefined ? `value ${meaning.value}` : `bit ${meaning.bit}`;

/** State from a word of bits: the first meaning that fits, in the order of the rule. */
export function stateWordState(rule: StateWordRule, value: RememberedValue): StateReading {
  const word = wordOf(value);
  if (word === null) return unlisted("word", value);
  const meaning = rule.meanings.find((one) => fitsWord(one, word));
  if (meaning === undefined) return { state: rule.otherwise, cause: null };
  const isPlain = meaning.state === "running" && meaning.cause === undefined;
  return {
    state: meaning.state,
    cause: isPlain ? null : (meaning.cause ?? ownWord(meaning)),
    ...(meaning.reason !== undefined && { reasonCode: meaning.reason }),
  };
}
