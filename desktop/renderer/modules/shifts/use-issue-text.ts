import { useTranslation } from "react-i18next";
import { ruleText } from "../../shell/refusal-text.ts";
import { patternIssue } from "./pattern-issue.ts";

interface IssueText {
  /** Any broken rule in words. */
  readonly of: (rule: string) => string;
  /** A contradiction between parts of the pattern; undefined for a field that is only unfinished. */
  readonly whileTyping: (rule: string | undefined) => string | undefined;
}

/** The rules of a shift pattern in the person's language. */
export function useIssueText(): IssueText {
  const { t } = useTranslation("shifts");
  const whileTyping = (rule: string | undefined) => {
    const issue = rule === undefined ? null : patternIssue(rule);
    return issue === null ? undefined : t(`issues.${issue.key}`, issue.names);
  };
  return { of: (rule) => whileTyping(rule) ?? ruleText(rule, t), whileTyping };
}
