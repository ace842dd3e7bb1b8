import type { Language } from "#shared/kernel/language.ts";
import type { MachineId, ReasonId } from "#shared/kernel/id.ts";
import type { ReasonCategory } from "#shared/stops/reason-category.ts";
import type { ReasonRow } from "#shared/stops/stops.contract.ts";

/** A reason as its form holds it. */
export interface ReasonValues {
  readonly code: string;
  readonly name: string;
  /** Empty text = none in that language. */
  readonly names: Readonly<Partial<Record<Language, string>>>;
  readonly category: ReasonCategory;
  /** Empty = that of the category. */
  readonly colour: string;
  readonly parentId: string | null;
  /** Empty = all. */
  readonly machineIds: readonly string[];
  readonly isOther: boolean;
}

export const reasonValues = (reason: ReasonRow | "new"): ReasonValues =>
  reason === "new"
    ? {
        code: "",
        name: "",
        names: {},
        category: "breakdown",
        colour: "",
        parentId: null,
        machineIds: [],
        isOther: false,
      }
    : {
        code: reason.code,
        name: reason.name,
        names: reason.names,
        category: reason.category,
        colour: reason.colour ?? "",
        parentId: reason.parentId,
        machineIds: reason.machineIds ?? [],
        isOther: reason.isOther,
      };

/** What the engine is sent of the form. */
export const reasonWish = (values: ReasonValues) => ({
  name: values.name,
  names: Object.fromEntries(
    Object.entries(values.names).filter(([, name]) => name.trim() !== ""),
  ) as Partial<Record<Language, string>>,
  category: values.category,
  colour: /^#[0-9a-f]{6}$/.test(values.colour) ? values.colour : null,
  parentId: values.parentId as ReasonId | null,
  machineIds: values.machineIds.length === 0 ? null : ([...values.machineIds] as MachineId[]),
  isOther: values.isOther,
});

/** A reason with all that stands under it: none of them can be its parent. */
export function withAllUnder(id: string, rows: readonly ReasonRow[]): ReadonlySet<string> {
  const found = new Set([id]);
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const row of rows) if (row.parentId !== null && found.has(row.parentId)) found.add(row.id);
    if (before === found.size) break;
  }
  return found;
}
