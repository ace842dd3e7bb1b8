import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { GapRow } from "#shared/ledger/ledger.contract.ts";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./LedgerPage.module.css";
import { useBackReadText } from "./use-gap-columns.tsx";

/** One gap in words: when, what its cause means, and what to try. */
export function GapDialog({ gap, close }: { readonly gap: GapRow; readonly close: () => void }) {
  const { t } = useTranslation("ledger");
  const format = useFormat();
  const backReadText = useBackReadText();
  const end = gap.endsAt === null ? t("gaps.open") : format.dateTimeSeconds(gap.endsAt);
  const facts: readonly (readonly [string, string])[] = [
    [t("gaps.cause"), t(`causes.${gap.cause}.meaning`)],
    [t("gaps.try"), t(`causes.${gap.cause}.try`)],
    [t("gaps.backRead"), backReadText(gap)],
    ...(gap.tagCode === null ? [] : [[t("gaps.tag"), gap.tagCode] as const]),
    ...(gap.detail === "" ? [] : [[t("gaps.detail"), gap.detail] as const]),
  ];
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={`${gap.connectionCode} · ${t(`causes.${gap.cause}.title`)}`}
    >
      <p className={classes.shown}>
        {t("range.shown", { from: format.dateTimeSeconds(gap.startsAt), to: end })}
      </p>
      <dl className={classes.facts}>
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
