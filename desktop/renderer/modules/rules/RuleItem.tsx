import { ActionIcon, Switch, Text } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPencil } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Id } from "#shared/kernel/id.ts";
import type { RuleRow } from "#shared/rules/rules.contract.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useFormat } from "../../shell/use-format.ts";
import { CategoryMark } from "../stops/CategoryMark.tsx";
import { reasonName } from "./reason-name.ts";
import { useRuleSentence } from "./use-rule-sentence.ts";
import classes from "./rules.module.css";

/** One rule in the order in which they are asked, as a sentence. */
export function RuleItem(props: {
  rule: RuleRow;
  rules: readonly RuleRow[];
  index: number;
  mayEdit: boolean;
  isMoving: boolean;
  onMove: (from: number, to: number) => void;
  onOpen: () => void;
}) {
  const { t, i18n } = useTranslation(["rules", "form"]);
  const format = useFormat();
  const api = useApi();
  const sentence = useRuleSentence();
  const update = useCommand(api.rules.update);
  const { rule, rules, index, mayEdit, isMoving, onMove, onOpen } = props;
  const look = { variant: "subtle", color: "gray", size: 40 } as const;
  return (
    <li className={classes.rule} data-off={!rule.isActive || undefined}>
      <span className={classes.rank}>{index + 1}</span>
      <div className={classes.ruleText}>
        <span className={classes.ruleName}>
          {rule.name}
          {!rule.isActive && (
            <Text span size="xs" c="dimmed">
              {t("form:deactivated")}
            </Text>
          )}
        </span>
        <p className={classes.sentence}>
          <span className={classes.word}>{t("rules:if")}</span> {sentence(rule.condition)}{" "}
          <span className={classes.word}>{t("rules:then")}</span>{" "}
          <b>{reasonName(rule.reason, i18n.language)}</b>{" "}
          <CategoryMark category={rule.reason.category} />
        </p>
        <span className={classes.quiet}>
          {rule.filedStops === 0
            ? t("rules:filedNothing")
            : t("rules:filed", { count: rule.filedStops, stops: format.pieces(rule.filedStops) })}
          {rule.lastFiledAt !== null &&
            ` · ${t("rules:lastFiled", { at: format.relative(rule.lastFiledAt) })}`}
          {` · ${t("rules:validSince", { at: format.dateTime(rule.validFrom) })}`}
        </span>
      </div>
      {mayEdit && (
        <div className={classes.ruleActions}>
          <Switch
            aria-label={t("rules:switchOn", { name: rule.name })}
            checked={rule.isActive}
            disabled={update.isPending}
            onChange={(event) =>
              update.mutate({
                id: rule.id as Id<"reason-rule">,
                basedOn: rule.version,
                isActive: event.currentTarget.checked,
              })
            }
          />
          <ActionIcon
            {...look}
            disabled={index === 0 || isMoving}
            aria-label={t("rules:moveUp", { name: rule.name })}
            onClick={() => onMove(index, index - 1)}
          >
            <IconArrowUp size={17} />
          </ActionIcon>
          <ActionIcon
            {...look}
            disabled={index === rules.length - 1 || isMoving}
            aria-label={t("rules:moveDown", { name: rule.name })}
            onClick={() => onMove(index, index + 1)}
          >
            <IconArrowDown size={17} />
          </ActionIcon>
          <ActionIcon
            {...look}
            aria-label={t("rules:editRule", { name: rule.name })}
            onClick={onOpen}
          >
            <IconPencil size={17} />
          </ActionIcon>
        </div>
      )}
    </li>
  );
}
