import { z } from "zod";

/**
 * The parts of a KPI definition (shared/oee/kpi-definition.ts) as its canonical text holds them. Parts that a later version
 * adds stay readable by their name.
 */
export const kpiDefinitionFields = z.record(z.string(), z.union([z.string(), z.number()]));
export type KpiDefinitionFields = z.infer<typeof kpiDefinitionFields>;

/** @throws ZodError or SyntaxError when the text is no definition */
export const readDefinition = (text: string): KpiDefinitionFields =>
  kpiDefinitionFields.parse(JSON.parse(text));

export interface Defined {
  readonly definitionHash: string;
}

export type Comparison<Item> =
  | { readonly isComparable: true }
  /** The items by what their figures mean, the largest group first. */
  | { readonly isComparable: false; readonly groups: readonly (readonly Item[])[] };

/**
 * Whether figures may be ranked against each other: only when every one of them was made under the same definition. Otherwise
 * tells the groups within which they may.
 */
export function comparable<Item extends Defined>(items: readonly Item[]): Comparison<Item> {
  const groups = [...Map.groupBy(items, ({ definitionHash }) => definitionHash).values()];
  if (groups.length <= 1) return { isComparable: true };
  return { isComparable: false, groups: groups.toSorted((a, b) => b.length - a.length) };
}
