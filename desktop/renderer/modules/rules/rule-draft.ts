import type { MachineId } from "#shared/kernel/id.ts";
import {
  ruleCondition,
  type RuleClause,
  type RuleCondition,
} from "#shared/rules/rule-condition.ts";

/** A rule as its form holds it; clauses may be unfinished. */
export interface RuleDraft {
  readonly name: string;
  readonly machineIds: readonly string[];
  readonly all: readonly RuleClause[];
  readonly everyStop: boolean;
  readonly reasonId: string | null;
  /** Weeks back from which on it files; 0 = from now on. */
  readonly weeksBack: number;
}

export const newDraft: RuleDraft = {
  name: "",
  machineIds: [],
  all: [{ type: "cause", how: "contains", text: "" }],
  everyStop: false,
  reasonId: null,
  weeksBack: 0,
};

export const draftOf = (name: string, condition: RuleCondition, reasonId: string): RuleDraft => ({
  name,
  machineIds: condition.machineIds ?? [],
  all: condition.all,
  everyStop: condition.everyStop,
  reasonId,
  weeksBack: 0,
});

/** A clause of a kind with nothing chosen yet. */
export function emptyClause(type: RuleClause["type"]): RuleClause {
  switch (type) {
    case "state":
      return { type, states: ["stopped"] };
    case "cause":
      return { type, how: "contains", text: "" };
    case "tag":
      return { type, tag: "", when: "start", is: "equals", value: 1 };
    case "clock":
      return { type, from: "22:00", to: "06:00" };
    case "duration":
      return { type, atLeastMs: 600_000 };
    case "product":
      return { type, productIds: [] };
    default:
      return type satisfies never;
  }
}

export type ReadDraft =
  | { readonly ok: true; readonly condition: RuleCondition }
  /** Path in the condition → rule that is broken. */
  | { readonly ok: false; readonly issues: Readonly<Record<string, string>> };

/** The condition a draft stands for, or what is wrong with it. */
export function readDraft({ machineIds, all, everyStop }: RuleDraft): ReadDraft {
  const read = ruleCondition.safeParse({
    machineIds: machineIds.length === 0 ? null : (machineIds as readonly MachineId[]),
    all,
    everyStop: everyStop && all.length === 0,
  });
  if (read.success) return { ok: true, condition: read.data };
  const issues = read.error.issues.map(
    ({ path, message }) => [path.map(String).join("."), message] as const,
  );
  // The first thing wrong with a field is said, not the last.
  return { ok: false, issues: Object.fromEntries(issues.toReversed()) };
}

/** What a typed value means: a number, yes or no, else the text. */
export function tagValueOf(text: string): number | boolean | string {
  const trimmed = text.trim();
  if (/^[+-]?\d+(?:[.,]\d+)?$/.test(trimmed)) return Number(trimmed.replace(",", "."));
  if (trimmed.toLowerCase() === "true") return true;
  if (trimmed.toLowerCase() === "false") return false;
  return trimmed;
}
