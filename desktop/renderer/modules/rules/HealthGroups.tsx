import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { HealthGroup } from "#shared/rules/health-report.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./rules.module.css";

/** The same shares by machine or by shift, where least is explained first; each leads to its stops. */
export function HealthGroups(props: {
  title: string;
  by: "machine" | "shift";
  rows: readonly HealthGroup[];
  /** The time looked at: stops without a reason are shown over it. */
  range: { readonly from: number; readonly to: number };
}) {
  const { t } = useTranslation("rules");
  const format = useFormat();
  const { title, by, rows, range } = props;
  const share = (part: number, all: number) => (all === 0 ? "–" : format.percent(part / all));
  return (
    <Panel title={title}>
      <ScrollTable
        label={title}
        head={
          <tr>
            <th>{t(by)}</th>
            <th className={classes.number}>{t("health.stops")}</th>
            <th className={classes.number}>{t("health.time")}</th>
            <th className={classes.number}>{t("health.unclassified")}</th>
            <th className={classes.number}>{t("health.other")}</th>
            <th className={classes.number}>{t("health.timeToClassify")}</th>
          </tr>
        }
      >
        {rows.map((row) => (
          <tr key={row.key}>
            <td className={classes.still}>
              <Anchor
                component={Link}
                to={"/stops" as never}
                search={{ ...range, open: true, [by]: row.key } as never}
                inherit
                underline="always"
              >
                {row.label}
              </Anchor>
            </td>
            <td className={classes.number}>{format.pieces(row.stops)}</td>
            <td className={classes.number}>{format.duration(row.ms)}</td>
            <td className={classes.number}>{share(row.unclassifiedMs, row.ms)}</td>
            <td className={classes.number}>{share(row.otherMs, row.ms)}</td>
            <td className={classes.number}>
              {row.medianToClassifyMs === null ? "–" : format.duration(row.medianToClassifyMs)}
            </td>
          </tr>
        ))}
      </ScrollTable>
    </Panel>
  );
}
