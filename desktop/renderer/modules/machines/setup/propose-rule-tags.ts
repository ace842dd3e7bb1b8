import type { TagRow } from "#shared/connections/connection-rows.ts";
import { ruleFields, type StateRuleType } from "./rule-fields.ts";

/** Ends of tag codes that usually belong to a field of a rule; the first that fits a tag wins. */
const usualEnds: Readonly<Record<string, readonly RegExp[]>> = {
  state: [/state-?current$/, /state$/],
  machineState: [/machine-?state$/],
  executeState: [/execute-?state$/],
  starved: [/starved$/],
  blocked: [/blocked$/],
  maintenanceMode: [/maintenance-?mode$/],
  jobStatus: [/job-?status$/],
  word: [/word$/, /state$/, /status$/],
  mode: [/unit-?mode(-current)?$/, /mode$/],
  operationMode: [/operation-?mode$/, /mode$/],
  programState: [/program(-state)?$/, /state$/],
  isWarmUp: [/warm-?up$/],
  itemState: [/item-?state$/, /state$/],
  machineMode: [/machine-?mode$/, /mode$/],
  productionStatus: [/production-?status$/, /status$/],
  running: [/running$/, /\brun$/, /active$/],
  fault: [/fault$/, /error$/, /alarm$/],
  setup: [/set-?up$/],
  value: [/speed$/, /power$/, /rate$/],
};

const usualCounterEnds = {
  total: [/processed(-count)?(-\d)?$/, /total$/, /cycles?$/, /parts-?produced.*$/, /count$/],
  good: [/good(-count)?$/, /parts-?good$/],
  reject: [/reject(ed|s)?$/, /defective(-count)?(-\d)?$/, /scrap$/, /bad(-count)?$/],
} as const;

type CodedTag = Pick<TagRow, "code">;

const found = (
  ends: readonly RegExp[],
  tags: readonly CodedTag[],
  used: ReadonlySet<string>,
): string =>
  ends
    .map((end) => tags.find((tag) => !used.has(tag.code) && end.test(tag.code))?.code)
    .find((code) => code !== undefined) ?? "";

/** Tags of the machine that probably belong to the fields of a state rule. Fields without a likely tag are left out. */
export function proposeRuleTags(
  type: StateRuleType,
  tags: readonly CodedTag[],
): Readonly<Record<string, string>> {
  const used = new Set<string>();
  const proposed: Record<string, string> = {};
  for (const field of ruleFields[type]) {
    const code = field.kind === "tag" ? found(usualEnds[field.key] ?? [], tags, used) : "";
    if (code === "") continue;
    used.add(code);
    proposed[field.key] = code;
  }
  return proposed;
}

/** The counter that a tag's name speaks for; empty text when none does. */
export const proposeCounterTag = (
  counter: keyof typeof usualCounterEnds,
  tags: readonly CodedTag[],
): string => found(usualCounterEnds[counter], tags, new Set());
