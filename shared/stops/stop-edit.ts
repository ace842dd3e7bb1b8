/** What a person can do to the classes of a stop. */
export const stopEditKinds = ["classify", "split", "merge", "undo"] as const;
export type StopEditKind = (typeof stopEditKinds)[number];
