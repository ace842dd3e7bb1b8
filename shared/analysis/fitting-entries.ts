import type { ReasonCategory } from "../stops/reason-category.ts";
import type { LossFilter, TimeLoss } from "./analysis-filter.ts";
import { timeLosses } from "./analysis-filter.ts";
import type { LossEntries, OutputEntry, TimeEntry } from "./loss-entries.ts";

const isTimeLoss = (timeClass: string): timeClass is TimeLoss =>
  (timeLosses as readonly string[]).includes(timeClass);

/** A stretch or entry that may be lost time. */
type Lost = Pick<TimeEntry, "timeClass" | "reasonId" | "productId">;

/** Whether time or pieces are of the products asked for. `productIds` null = all; it holds null for "none". */
export const ofProducts =
  (productIds: ReadonlySet<string | null> | null) =>
  ({ productId }: Pick<TimeEntry, "productId">): boolean =>
    productIds === null || productIds.has(productId);

/** Entries of the products asked for. */
export const entriesOf = (
  { time, output }: LossEntries,
  productIds: ReadonlySet<string | null> | null,
): LossEntries => {
  const fits = ofProducts(productIds);
  return productIds === null
    ? { time, output }
    : { time: time.filter(fits), output: output.filter((entry: OutputEntry) => fits(entry)) };
};

/** What decides whether lost time belongs to a Pareto row. */
export interface LossChoice extends Pick<LossFilter, "reasonIds" | "categories"> {
  readonly losses: readonly TimeLoss[];
  readonly productIds: ReadonlySet<string | null> | null;
  readonly categoryOf: (reasonId: string) => ReasonCategory | null;
}

/** Whether lost time fits a Pareto's filter; `""` in a list stands for "none". */
export function fitsLoss(choice: LossChoice): (lost: Lost) => boolean {
  const { losses, reasonIds, categories, categoryOf } = choice;
  const isOfProducts = ofProducts(choice.productIds);
  const reasons = reasonIds === undefined ? null : new Set(reasonIds);
  const wanted = categories === undefined ? null : new Set<string>(categories);
  return (lost) =>
    isTimeLoss(lost.timeClass) &&
    losses.includes(lost.timeClass) &&
    isOfProducts(lost) &&
    (reasons === null || reasons.has(lost.reasonId ?? "")) &&
    (wanted === null ||
      wanted.has(lost.reasonId === null ? "" : (categoryOf(lost.reasonId) ?? "")));
}
