import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { HandoverFacts } from "#shared/handover/handover-facts.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { StateBadge } from "#shared/ui/theme/StateBadge.tsx";
import { stateMarks } from "#shared/ui/theme/state-marks.ts";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./handover.module.css";

/** How each machine is left, and what it made. */
export function MachinesPanel({ facts }: { facts: HandoverFacts }) {
  const { t } = useTranslation("handover");
  const format = useFormat();
  const { start, end } = facts.shift;
  return (
    <Panel title={t("machines.title")}>
      <ScrollTable
        label={t("machines.title")}
        head={
          <tr>
            <th>{t("machines.machine")}</th>
            <th>{t("machines.left")}</th>
            <th>{t("machines.product")}</th>
            <th className={classes.number}>{t("machines.good")}</th>
            <th className={classes.number}>{t("machines.reject")}</th>
            <th className={classes.number}>OEE</th>
            <th className={classes.number}>{t("machines.unclassified")}</th>
          </tr>
        }
      >
        {facts.machines.map((machine) => {
          const oee = format.figure(machine.oee);
          return (
            <tr key={machine.machineId}>
              <td>
                <Anchor
                  component={Link}
                  to={`/machines/${machine.machineId}`}
                  search={{ from: start, to: end } as never}
                >
                  {machine.code}
                </Anchor>
              </td>
              <td>
                <StateBadge mark={stateMarks[machine.state]} size="sm" />{" "}
                <span className={classes.quiet}>
                  {t("machines.since", { at: format.clock(machine.since) })}
                  {machine.state === "running" || machine.state === "unknown"
                    ? ""
                    : ` · ${machine.reasonName ?? machine.cause ?? t("open.noReason")}`}
                </span>
              </td>
              <td>
                {machine.productCode ?? "–"}
                {machine.orderNo !== null && (
                  <span className={classes.quiet}> · {machine.orderNo}</span>
                )}
              </td>
              <td className={classes.number}>{format.pieces(machine.good)}</td>
              <td className={classes.number}>{format.pieces(machine.reject)}</td>
              <td className={classes.number} title={oee.reason ?? undefined}>
                <Anchor
                  component={Link}
                  to={`/machines/${machine.machineId}/proof`}
                  search={{ from: start, to: end } as never}
                >
                  {oee.text}
                </Anchor>
              </td>
              <td className={classes.number}>
                {machine.unclassifiedMs === 0 ? "–" : format.duration(machine.unclassifiedMs)}
              </td>
            </tr>
          );
        })}
      </ScrollTable>
    </Panel>
  );
}
