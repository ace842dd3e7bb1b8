import {
  signalRules,
  type AlarmRule,
  type CounterRule,
  type SignalRules,
} from "#shared/machines/signal-rules.ts";
import { energyValues, draftEnergy, usualEnergy, type EnergyValues } from "./energy-values.ts";
import { ruleFields, type StateRuleType } from "./rule-fields.ts";
import { draftLists, missingInLists, stateLists, type StateLists } from "./state-lists.ts";

/** A number field as it is typed; empty text = nothing. */
export type Typed = number | string;

export interface CounterValues {
  readonly tag: string;
  readonly modulus: Typed;
  readonly reset: CounterRule["reset"];
  readonly jitter: Typed;
  readonly maxPerMinute: Typed;
  readonly piecesPerCount: Typed;
}

export interface AlarmRow {
  readonly code: string;
  readonly text: string;
  /** Reason code of the plant; empty = none. */
  readonly reason: string;
}

/** Signal rules as their form holds them: the fields of every state rule side by side, so that a choice loses nothing. */
export interface RuleValues extends StateLists {
  readonly stateType: StateRuleType | "none";
  readonly state: Readonly<Record<string, Typed>>;
  readonly countBy: "none" | "total" | "good";
  readonly main: CounterValues;
  readonly hasReject: boolean;
  readonly reject: CounterValues;
  /** Tags of the two counters beside the main ones; they count like the main one. */
  readonly testSamples: string;
  readonly check: string;
  readonly alarmTag: string;
  readonly alarmCoding: "code" | "bits";
  readonly alarms: readonly AlarmRow[];
  readonly product: string;
  readonly order: string;
  readonly hasChangeover: boolean;
  readonly energy: EnergyValues;
  readonly staleSeconds: Typed;
}

const usualCounter: CounterValues = {
  tag: "",
  modulus: "",
  reset: "confirmed",
  jitter: 0,
  maxPerMinute: "",
  piecesPerCount: 1,
};

const allFields = Object.values(ruleFields).flat();

const emptyState = (): Record<string, Typed> =>
  Object.fromEntries(allFields.map((field) => [field.key, field.usual ?? ""]));

/** Stored rules in the form. */
export function ruleValues(rules: SignalRules): RuleValues {
  const state = emptyState();
  for (const field of rules.state === undefined ? [] : ruleFields[rules.state.type]) {
    const stored = (rules.state as Readonly<Record<string, unknown>>)[field.key];
    if (typeof stored === "number")
      state[field.key] = field.kind === "seconds" ? stored / 1_000 : stored;
    else if (typeof stored === "string") state[field.key] = stored;
  }
  const { counts, alarm } = rules;
  return {
    stateType: rules.state?.type ?? "none",
    state,
    ...stateLists(rules.state),
    countBy: counts?.total ? "total" : counts?.good ? "good" : "none",
    main: counterValues(counts?.total ?? counts?.good),
    hasReject: counts?.reject !== undefined,
    reject: counterValues(counts?.reject),
    testSamples: counts?.testSamples?.tag ?? "",
    check: counts?.check?.tag ?? "",
    alarmTag: alarm?.tag ?? "",
    alarmCoding: alarm?.coding ?? "code",
    alarms: alarm ? alarmRows(alarm) : [],
    product: rules.product?.tag ?? "",
    order: rules.order?.tag ?? "",
    hasChangeover: rules.changeover !== undefined,
    energy: rules.energy === undefined ? usualEnergy : energyValues(rules.energy),
    staleSeconds: rules.staleAfterMs === undefined ? "" : rules.staleAfterMs / 1_000,
  };
}

const counterValues = (rule: CounterRule | undefined): CounterValues =>
  rule === undefined
    ? usualCounter
    : {
        tag: rule.tag,
        modulus: rule.modulus ?? "",
        reset: rule.reset,
        jitter: rule.jitter,
        maxPerMinute: rule.maxPerMinute ?? "",
        piecesPerCount: rule.piecesPerCount,
      };

const alarmRows = (alarm: AlarmRule): AlarmRow[] =>
  [...new Set([...Object.keys(alarm.texts), ...Object.keys(alarm.reasons)])]
    .toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }))
    .map((code) => ({ code, text: alarm.texts[code] ?? "", reason: alarm.reasons[code] ?? "" }));

export type RulesReading =
  | { readonly ok: true; readonly rules: SignalRules }
  /** Field of the form → the broken rule, or `required`. */
  | { readonly ok: false; readonly issues: Readonly<Record<string, string>> };

/** Something must be typed or chosen here; told apart from the schema's own messages. */
export const required = "required";

/** The form as rules, checked by the contract's own schema. */
export function readRules(values: RuleValues): RulesReading {
  const missing = missingFields(values);
  if (missing.length > 0)
    return { ok: false, issues: Object.fromEntries(missing.map((field) => [field, required])) };
  const parsed = signalRules.safeParse(draftRules(values));
  if (parsed.success) return { ok: true, rules: parsed.data };
  const issues = parsed.error.issues.map(
    (issue) => [formField(issue.path.join("."), values), issue.message] as const,
  );
  return { ok: false, issues: Object.fromEntries(issues.toReversed()) };
}

function missingFields(values: RuleValues): string[] {
  const fields = values.stateType === "none" ? [] : ruleFields[values.stateType];
  const codes = values.alarms.map((row) => row.code.trim());
  return [
    ...fields
      .filter((field) => field.isOptional !== true && values.state[field.key] === "")
      .map((field) => `state.${field.key}`),
    ...missingInLists(values.stateType, values),
    ...(values.energy.tag !== "" &&
    values.energy.unit === "pulse" &&
    values.energy.whPerPulse === ""
      ? ["energy.whPerPulse"]
      : []),
    ...(values.countBy !== "none" && values.main.tag === "" ? ["main.tag"] : []),
    ...(values.countBy !== "none" && values.hasReject && values.reject.tag === ""
      ? ["reject.tag"]
      : []),
    ...(values.alarmTag === ""
      ? []
      : codes.flatMap((code, i) => (code === "" ? [`alarms.${i}.code`] : []))),
  ];
}

function draftRules(values: RuleValues): unknown {
  const { stateType, countBy, alarmTag, alarms } = values;
  return {
    ...(stateType !== "none" && { state: draftState(values, stateType) }),
    ...(countBy !== "none" && {
      counts: {
        [countBy]: draftCounter(values.main),
        ...(values.hasReject && { reject: draftCounter(values.reject) }),
        ...(values.testSamples !== "" && {
          testSamples: { ...draftCounter(values.main), tag: values.testSamples },
        }),
        ...(countBy === "total" &&
          values.check !== "" && { check: { ...draftCounter(values.main), tag: values.check } }),
      },
    }),
    ...(alarmTag !== "" && {
      alarm: {
        tag: alarmTag,
        ...(values.alarmCoding === "bits" && { coding: "bits" }),
        texts: byCode(alarms, (row) => row.text),
        reasons: byCode(alarms, (row) => row.reason),
      },
    }),
    ...(values.product !== "" && { product: { tag: values.product } }),
    ...(values.order !== "" && { order: { tag: values.order } }),
    ...(values.hasChangeover && { changeover: { until: "first_good" } }),
    ...(values.energy.tag !== "" && { energy: draftEnergy(values.energy) }),
    ...(values.staleSeconds !== "" && { staleAfterMs: toMs(values.staleSeconds) }),
  };
}

const draftState = (values: RuleValues, type: StateRuleType): unknown =>
  Object.fromEntries([
    ["type", type],
    ...ruleFields[type].flatMap((field) => {
      const typed = values.state[field.key] ?? "";
      if (typed === "") return [];
      return [[field.key, field.kind === "seconds" ? toMs(typed) : typed]];
    }),
    ...Object.entries(draftLists(type, values)),
  ]);

const draftCounter = ({
  tag,
  modulus,
  reset,
  jitter,
  maxPerMinute,
  piecesPerCount,
}: CounterValues) => ({
  tag,
  reset,
  ...(modulus !== "" && { modulus }),
  ...(jitter !== "" && { jitter }),
  ...(maxPerMinute !== "" && { maxPerMinute }),
  ...(piecesPerCount !== "" && { piecesPerCount }),
});

const byCode = (
  rows: readonly AlarmRow[],
  pick: (row: AlarmRow) => string,
): Record<string, string> =>
  Object.fromEntries(
    rows.flatMap((row) => (pick(row).trim() === "" ? [] : [[row.code.trim(), pick(row).trim()]])),
  );

const toMs = (seconds: Typed): number => Math.round(Number(seconds) * 1_000);

/** The form's field for a path of the contract. */
export function formField(path: string, values: Pick<RuleValues, "countBy">): string {
  const rest = path.replace(/^signals\.?/, "");
  if (rest === "counts.total" || rest === "counts.good") return "countBy";
  return rest
    .replace(new RegExp(`^counts\\.${values.countBy}\\.`), "main.")
    .replace(/^counts\.reject\./, "reject.")
    .replace(/^counts\.(testSamples|check)(?:\..*)?$/, "$1")
    .replace(/^state\.(meanings|lamps|ownModes)/, "$1")
    .replace(/^(meanings\.\d+)\.equals$/, "$1.code")
    .replace(/^changeover$/, "hasChangeover")
    .replace(/^alarm\.tag$/, "alarmTag")
    .replace(/^product\.tag$/, "product")
    .replace(/^order\.tag$/, "order")
    .replace(/^staleAfterMs$/, "staleSeconds");
}
