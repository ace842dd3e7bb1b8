import { useTranslation } from "react-i18next";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import table from "#shared/ui/panel/PlainTable.module.css";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { useFormat } from "../../shell/use-format.ts";
import type { CycleGroup } from "./proof-terms.ts";

/** The ideal cycles the pieces were measured by, and the minutes they stand for. */
export function CycleTable(props: { groups: readonly CycleGroup[] }) {
  const { t } = useTranslation("oee");
  const format = useFormat();
  const { groups } = props;
  const minutes = (ms: number | null) =>
    ms === null ? "–" : t("proof.minutes", { minutes: format.precise(ms / 60_000, 3) });
  const cycleText = ({ cycleUs, cavities }: CycleGroup) => {
    if (cycleUs === null || cavities === null) return t("cycles.missing");
    const seconds = format.precise(cycleUs / 1_000_000, 6);
    return cavities === 1
      ? t("cycles.seconds", { seconds })
      : t("cycles.secondsShared", { seconds, cavities });
  };
  return (
    <Panel title={t("cycles.title")}>
      {groups.length === 0 ? (
        <p className={table.none}>{t("cycles.none")}</p>
      ) : (
        <ScrollTable
          label={t("cycles.title")}
          head={
            <tr>
              <th>{t("cycles.product")}</th>
              <th className={table.number}>{t("cycles.cycle")}</th>
              <th className={table.number}>{t("cycles.total")}</th>
              <th className={table.number}>{t("cycles.good")}</th>
              <th className={table.number}>{t("cycles.idealTotal")}</th>
              <th className={table.number}>{t("cycles.idealGood")}</th>
            </tr>
          }
        >
          {groups.map((group) => (
            <tr key={`${group.productCode} ${group.cycleUs} ${group.cavities}`}>
              <td>{group.productCode ?? <span className={table.quiet}>{t("noProduct")}</span>}</td>
              <td className={table.number}>{cycleText(group)}</td>
              <td className={table.number}>{format.pieces(group.total)}</td>
              <td className={table.number}>{format.pieces(group.good)}</td>
              <td className={table.number}>{minutes(group.idealTotalMs)}</td>
              <td className={table.number}>{minutes(group.idealGoodMs)}</td>
            </tr>
          ))}
        </ScrollTable>
      )}
    </Panel>
  );
}
