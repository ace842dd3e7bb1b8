/** A USB scanner types like a keyboard, only faster than any hand, and ends with Enter. */
export interface Keyed {
  readonly text: string;
  /** Instant of the last key, milliseconds of any clock; null = none yet. */
  readonly lastAt: number | null;
}

export const nothingKeyed: Keyed = { text: "", lastAt: null };

/** Longest pause between two keys of a scanner; people take 80 ms and more. */
const longestPauseMs = 50;
/** Shorter texts may be a quick hand. */
const fewestKeys = 4;

/**
 * Takes one more key.
 * @param key as the keyboard event names it
 * @returns what is gathered so far, and the text of a scan where `key` ends one
 */
export function takeKey(
  keyed: Keyed,
  key: string,
  at: number,
): { readonly keyed: Keyed; readonly scanned: string | null } {
  const isQuick = keyed.lastAt !== null && at - keyed.lastAt <= longestPauseMs;
  if (key === "Enter") {
    const isScan = isQuick && keyed.text.length >= fewestKeys;
    return { keyed: nothingKeyed, scanned: isScan ? keyed.text : null };
  }
  // Shift and the like come along with capital letters.
  if (Array.from(key).length !== 1) return { keyed, scanned: null };
  return { keyed: { text: isQuick ? keyed.text + key : key, lastAt: at }, scanned: null };
}
