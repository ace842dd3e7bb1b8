import { Anchor, Modal, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { LossReport } from "#shared/analysis/loss-report.ts";
import type { KpiCode } from "#shared/oee/kpi-report.ts";
import { useFormat } from "../../shell/use-format.ts";
import { sharedSearch } from "./analysis-search.ts";
import { formulaValue, kpiFormula } from "./kpi-formula.ts";
import { useKpiText } from "./use-kpi-text.ts";
import type { Analysis } from "./use-analysis.ts";
import type { MinorStopRule } from "./waterfall-lines.ts";
import classes from "./analysis.module.css";

/** The formula of a figure, the very sums put in, and the way to the machines they come from. */
export function KpiDialog(props: {
  code: KpiCode;
  losses: LossReport;
  rule: MinorStopRule;
  analysis: Analysis;
  close: () => void;
}) {
  const { t } = useTranslation(["analysis", "oee"]);
  const format = useFormat();
  const kpiText = useKpiText();
  const { code, losses, rule } = props;
  const formula = kpiFormula(code, rule);
  const result = kpiText(code, losses.report.figures[code]);
  return (
    <Modal opened onClose={props.close} size="lg" title={t(`oee:kpis.${code}.name`)}>
      <Text size="sm">{t(`analysis:means.${code}`)}</Text>
      <p className={classes.formula}>
        {formula.text} = <b>{result.text}</b>
      </p>
      {result.reason !== null && <Text size="sm">{result.reason}</Text>}
      <Table mt="sm" verticalSpacing={6}>
        <Table.Tbody>
          {formula.symbols.map((symbol) => {
            const value = formulaValue(symbol, losses);
            return (
              <Table.Tr key={symbol}>
                <Table.Th scope="row">{t(`analysis:symbols.${symbol}.symbol`)}</Table.Th>
                <Table.Td>{t(`analysis:symbols.${symbol}.name`)}</Table.Td>
                <Table.Td className={classes.number}>
                  {"ms" in value
                    ? value.ms === null
                      ? "–"
                      : t("analysis:minutes", { minutes: format.precise(value.ms / 60_000, 3) })
                    : value.pieces === null
                      ? "–"
                      : format.pieces(value.pieces)}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
      <Text size="sm" mt="md">
        {t("analysis:kpis.bySums")}{" "}
        <Anchor
          component={Link}
          to="/analysis/ratios"
          search={sharedSearch(props.analysis.search) as never}
          inherit
          onClick={props.close}
        >
          {t("analysis:kpis.byMachine")}
        </Anchor>
      </Text>
    </Modal>
  );
}
