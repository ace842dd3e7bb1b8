/** Something about a machine's signals that people should be able to see, without being a fact about the machine. */
export const noticeCodes = [
  /** The server doubts the value of a tag; it is used all the same. */
  "uncertain_quality",
  /** A tag gives no trustworthy value. */
  "bad_quality",
  /** Good quality, but no value a rule can use: NaN, a fraction on a counter, text where a number belongs. */
  "unusable_value",
  /** The server dropped values of the tag. */
  "overflow",
  /** A tag has been silent for longer than its rules allow. */
  "stale",
  "counter_wrapped",
  "counter_reset",
  /** A counter step waits for a decision (a suspect count fact, unless it is worth no piece). */
  "counter_suspect",
  /** A doubtful counter reading was a glitch: the value came back. */
  "counter_returned",
  /** At the declared rate the counter may have wrapped more than once during the gap. */
  "wrap_ambiguous",
  /** Total, good and reject counters tell different sums: one of them counts something else. */
  "counts_disagree",
] as const;
export type NoticeCode = (typeof noticeCodes)[number];

export interface MachineNotice {
  readonly at: number;
  readonly code: NoticeCode;
  readonly tagCode: string;
  /** Values as they came, for the log and the tag's page; never a sentence. */
  readonly detail: string;
}
