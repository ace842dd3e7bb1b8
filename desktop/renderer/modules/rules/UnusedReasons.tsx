import { useTranslation } from "react-i18next";
import type { HealthReport } from "#shared/rules/health-report.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { CategoryMark } from "../stops/CategoryMark.tsx";
import { reasonName } from "./reason-name.ts";
import classes from "./rules.module.css";

/** Codes that nobody used for 90 days: they make the right one harder to find. */
export function UnusedReasons(props: { rows: HealthReport["unused"] }) {
  const { t, i18n } = useTranslation("rules");
  const format = useFormat();
  const { rows } = props;
  return (
    <Panel title={t("health.unused.title")}>
      {rows.length === 0 ? (
        <p className={classes.quiet}>{t("health.unused.none")}</p>
      ) : (
        <ScrollTable
          label={t("health.unused.title")}
          head={
            <tr>
              <th>{t("reason")}</th>
              <th>{t("category")}</th>
              <th>{t("health.unused.last")}</th>
            </tr>
          }
        >
          {rows.map(({ reason, lastUsedAt }) => (
            <tr key={reason.id}>
              <td>
                <b>{reason.code}</b> {reasonName(reason, i18n.language)}
              </td>
              <td>
                <CategoryMark category={reason.category} />
              </td>
              <td className={classes.still}>
                {lastUsedAt === null ? t("health.unused.never") : format.date(lastUsedAt)}
              </td>
            </tr>
          ))}
        </ScrollTable>
      )}
    </Panel>
  );
}
