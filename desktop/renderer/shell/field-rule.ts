import type { TFunction } from "i18next";
import type { z } from "zod";
import { ruleText } from "./refusal-text.ts";

/** A schema of the contract as a form's rule for one field: the first broken rule in words, or null. */
export function fieldRule(schema: z.ZodType, t: TFunction): (value: unknown) => string | null {
  return (value) => {
    const issue = schema.safeParse(value).error?.issues[0];
    return issue === undefined ? null : ruleText(issue.message, t);
  };
}
