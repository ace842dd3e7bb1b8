import type { HistorianPolicy } from "#shared/historian/historian-policy.ts";

/** The policy as people write it: days and gigabytes. */
export interface PolicyValues {
  state: number;
  counter: number;
  analog: number;
  text: number;
  alarm: number;
  quotaGigabytes: number;
}

export const keptClasses = ["analog", "counter", "state", "text", "alarm"] as const;

export const policyValues = ({ keepDays, quotaMegabytes }: HistorianPolicy): PolicyValues => ({
  ...keepDays,
  quotaGigabytes: quotaMegabytes / 1_000,
});

export const policyOfValues = ({ quotaGigabytes, ...keepDays }: PolicyValues): HistorianPolicy => ({
  keepDays,
  quotaMegabytes: Math.round(quotaGigabytes * 1_000),
});

/** Form field of a path in the engine's refusal. */
export function policyFieldOf(path: string): string {
  if (path === "policy.quotaMegabytes") return "quotaGigabytes";
  return path.replace("policy.keepDays.", "");
}
