import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Figure } from "#shared/oee/figure.ts";
import type { OrderReport } from "#shared/runs/runs.contract.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./runs.module.css";

/** The figures of an order over all machines that made it, each with its formula. */
export function OrderDialog(props: { readonly orderNo: string; readonly onClose: () => void }) {
  const { t } = useTranslation("runs");
  const api = useApi();
  const { orderNo, onClose } = props;
  const report = useQuery(api.runs.order.queryOptions({ input: { orderNo } }));
  return (
    <Modal opened onClose={onClose} size="lg" title={t("order.title", { order: orderNo })}>
      {report.isError && <Failure error={report.error} retry={() => void report.refetch()} />}
      {report.isPending && <Loading rows={5} />}
      {report.data !== undefined && <Report report={report.data} />}
    </Modal>
  );
}

function Report({ report }: { readonly report: OrderReport }) {
  const { t } = useTranslation("runs");
  const format = useFormat();
  const rate = (figure: Figure) =>
    figure.value === null ? "–" : t("order.perHour", { pieces: format.number(figure.value) });
  const facts: readonly (readonly [string, string])[] = [
    [
      "time",
      `${format.dateTime(report.start)} – ${report.end === null ? t("stillRunning") : format.dateTime(report.end)}`,
    ],
    ["execution", format.duration(report.executionMs)],
    ["busy", format.duration(report.busyMs)],
    ["production", format.duration(report.productionMs)],
    ["unknown", format.duration(report.unknownMs)],
    [
      "pieces",
      t("order.piecesText", {
        good: format.pieces(report.good),
        reject: format.pieces(report.reject),
      }),
    ],
    ["target", report.target === null ? "–" : format.pieces(report.target)],
    ["machines", [...new Set(report.runs.map((run) => run.machineCode))].join(", ")],
  ];
  const ratios = [
    "allocationRatio",
    "productionProcessRatio",
    "throughputRate",
    "scrapRatio",
    "reworkRatio",
    "attainment",
  ] as const;
  return (
    <>
      <dl className={classes.facts}>
        {facts.map(([key, text]) => (
          <div key={key}>
            <dt>{t(`order.facts.${key}`)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <dl className={classes.ratios}>
        {ratios.map((key) => {
          const { text, reason } = format.figure(report[key]);
          return (
            <div key={key}>
              <dt>
                {t(`order.ratios.${key}.name`)}
                <small>{t(`order.ratios.${key}.formula`)}</small>
              </dt>
              <dd>
                {key === "throughputRate" ? rate(report[key]) : text}
                {reason !== null && (
                  <small>{key === "attainment" ? t("order.noTarget") : reason}</small>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </>
  );
}
