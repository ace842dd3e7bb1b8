import { Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { HistorianUsage } from "#shared/historian/historian.contract.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./TrendPage.module.css";

const dayMs = 86_400_000;
const longDays = 3_650;

/** What stored readings take, and how long the rest of the room will do. */
export function UsagePanel({ usage }: { usage: HistorianUsage }) {
  const { t } = useTranslation("historian");
  const format = useFormat();
  const { bytes, quotaBytes, sampleCount, oldestAt, bytesPerDay, lastReduction } = usage;
  const left = Math.max(0, quotaBytes - bytes);
  const facts: [label: string, text: string][] = [
    [
      t("usage.used"),
      t("usage.usedOf", { used: format.bytes(bytes), quota: format.bytes(quotaBytes) }),
    ],
    [t("usage.samples"), format.pieces(sampleCount)],
    [t("usage.oldest"), oldestAt === null ? "–" : format.dateTime(oldestAt)],
    [t("usage.perDay"), bytesPerDay === null ? t("usage.notYet") : format.bytes(bytesPerDay)],
    [
      t("usage.fullIn"),
      bytesPerDay === null
        ? t("usage.notYet")
        : left / bytesPerDay > longDays
          ? t("usage.long")
          : format.duration((left / bytesPerDay) * dayMs),
    ],
    [
      t("usage.lastReduction"),
      lastReduction === null
        ? t("usage.noReduction")
        : t(`usage.reduction.${lastReduction.kind}`, {
            at: format.dateTime(lastReduction.at),
            upTo: format.dateTime(lastReduction.upTo),
          }),
    ],
  ];
  return (
    <Panel title={t("usage.title")}>
      <Progress
        value={Math.min(100, (bytes / quotaBytes) * 100)}
        aria-label={t("usage.used")}
        mb="md"
      />
      <dl className={classes.facts}>
        {facts.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
