/** One field of a form, for comparing two versions of a record in words. */
export interface ComparedField<Values> {
  readonly key: string;
  readonly label: string;
  /** The field's value as a person reads it. */
  readonly text: (values: Values) => string;
}

export interface StaleField {
  readonly key: string;
  readonly label: string;
  readonly theirs: string;
  readonly mine: string;
}

/** What differs between the record as somebody else has stored it and as it stands in the form. */
export function staleFields<Values>(
  fields: readonly ComparedField<Values>[],
  theirs: Values,
  mine: Values,
): readonly StaleField[] {
  return fields
    .map(({ key, label, text }) => ({ key, label, theirs: text(theirs), mine: text(mine) }))
    .filter((field) => field.theirs !== field.mine);
}
