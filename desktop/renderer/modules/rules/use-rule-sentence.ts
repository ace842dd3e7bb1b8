import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { RuleClause, RuleCondition } from "#shared/rules/rule-condition.ts";
import { stateMarks } from "#shared/ui/theme/state-marks.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useFormat } from "../../shell/use-format.ts";

const everything = { limit: 5_000, includeInactive: true };

/** Conditions in words: `the machine says "jam" and it lasts at least 10 min`. */
export function useRuleSentence(): (condition: RuleCondition) => string {
  const { t, i18n } = useTranslation(["rules", "shell"]);
  const format = useFormat();
  const api = useApi();
  const machines = useQuery(api.machines.list.queryOptions({ input: everything })).data?.rows ?? [];
  const products = useQuery(api.products.list.queryOptions({ input: everything })).data?.rows ?? [];
  const either = new Intl.ListFormat(i18n.language, { type: "disjunction" });
  const both = new Intl.ListFormat(i18n.language, { type: "conjunction" });
  const codesOf = (rows: readonly { id: string; code: string }[], ids: readonly string[]) =>
    either.format(ids.map((id) => rows.find((row) => row.id === id)?.code ?? "?"));

  const clauseText = (clause: RuleClause): string => {
    switch (clause.type) {
      case "state": {
        const words = clause.states.map((state) => t(stateMarks[state].wordKey));
        return t("rules:sentence.state", { states: either.format(words) });
      }
      case "cause":
        return t(`rules:sentence.cause.${clause.how}`, { text: clause.text });
      case "tag":
        return t(`rules:sentence.tag.${clause.when}`, {
          tag: clause.tag,
          comparison: t(`rules:comparisons.${clause.is}`, { value: String(clause.value) }),
        });
      case "clock": {
        const window = { from: clause.from, to: clause.to };
        if (clause.weekdays === undefined) return t("rules:sentence.clock.daily", window);
        const days = clause.weekdays.map((day) => t(`rules:weekdays.${day}`));
        return t("rules:sentence.clock.on", { ...window, days: either.format(days) });
      }
      case "duration": {
        const [least, most] = [clause.atLeastMs, clause.atMostMs];
        if (least === undefined)
          return t("rules:sentence.duration.atMost", { most: format.duration(most ?? 0) });
        if (most === undefined)
          return t("rules:sentence.duration.atLeast", { least: format.duration(least) });
        return t("rules:sentence.duration.between", {
          least: format.duration(least),
          most: format.duration(most),
        });
      }
      case "product":
        return t("rules:sentence.product", { products: codesOf(products, clause.productIds) });
      default:
        return clause satisfies never;
    }
  };
  return ({ machineIds, all }) => {
    const clauses =
      all.length === 0 ? t("rules:sentence.everyStop") : both.format(all.map(clauseText));
    return machineIds === null
      ? clauses
      : t("rules:sentence.onMachines", { machines: codesOf(machines, machineIds), clauses });
  };
}
