import { Anchor, Badge, Button } from "@mantine/core";
import { IconArrowLeft, IconTransferOut } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { idOf } from "#shared/kernel/id.ts";
import type { ShiftLoss, ShiftPerformanceRow } from "#shared/shifts/shifts.contract.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useApi } from "../../../shell/ApiProvider.tsx";
import { Callout } from "../../../shell/Callout.tsx";
import { NotFound } from "../../../shell/NotFound.tsx";
import { Page } from "../../../shell/Page.tsx";
import { Failure, Loading } from "../../../shell/PageStates.tsx";
import { useFormat } from "../../../shell/use-format.ts";
import { FlagChips } from "../../oee/FlagChips.tsx";
import { useDayText } from "../preview/use-day-text.ts";
import classes from "./performance.module.css";
import { LowMark } from "./LowMark.tsx";
import { ShiftFigures } from "./ShiftFigures.tsx";
import { LossTable, MachineTable } from "./ShiftTables.tsx";
import { ShiftTimeBar } from "./ShiftTimeBar.tsx";

const shiftIdSchema = idOf<"shift-instance">();
const refetchMs = 15_000;

/** One shift: its figures and targets, each machine, and where the time went. */
export function ShiftDetailPage() {
  const params = useParams({ strict: false });
  const id = shiftIdSchema.safeParse((params as { shiftId?: string }).shiftId);
  const api = useApi();
  const shift = useQuery(
    api.shifts.shift.queryOptions({
      input: { id: id.data ?? "" },
      enabled: id.success,
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) =>
        state.data !== undefined && state.data.now < state.data.total.shift.end ? refetchMs : false,
    }),
  );
  if (!id.success) return <NotFound />;
  if (shift.data !== undefined) return <Shift {...shift.data} />;
  return shift.isError ? (
    <Failure error={shift.error} retry={() => void shift.refetch()} />
  ) : (
    <Loading />
  );
}

function Shift(props: {
  now: number;
  total: ShiftPerformanceRow;
  machines: readonly ShiftPerformanceRow[];
  losses: readonly ShiftLoss[];
}) {
  const { t } = useTranslation("shift-work");
  const format = useFormat();
  const dayText = useDayText();
  const { now, total, machines, losses } = props;
  const { shift, coverage, flags, time } = total;
  const isToCome = shift.start > now;
  return (
    <Page
      title={`${shift.name} ${dayText(shift.businessDate)}`}
      back={
        <Anchor size="sm" renderRoot={(root) => <Link {...root} to="/shifts" />}>
          <IconArrowLeft size={14} aria-hidden /> {t("title")}
        </Anchor>
      }
      status={
        <>
          {shift.end > now && !isToCome && <Badge variant="light">{t("running")}</Badge>}
          {shift.isOvertime && (
            <Badge variant="light" color="gray" tt="none">
              {t("overtime")}
            </Badge>
          )}
          {total.isLow && <LowMark />}
        </>
      }
      actions={
        <>
          <Button
            variant="default"
            renderRoot={(root) => (
              <Link {...root} to="/trust/shift/$shiftId" params={{ shiftId: shift.id }} />
            )}
          >
            {t("trust:shift.link")}
          </Button>
          <Button
            variant="default"
            leftSection={<IconTransferOut size={16} aria-hidden />}
            renderRoot={(root) => (
              <Link {...root} to="/shifts/handover/$shiftId" params={{ shiftId: shift.id }} />
            )}
          >
            {t("detail.handover")}
          </Button>
        </>
      }
    >
      <p className={classes.facts}>
        <span>
          {format.clock(shift.start)}–{format.clock(shift.end)} ·{" "}
          {format.duration(shift.end - shift.start)}
        </span>
        <span>
          {t("detail.pattern")} {shift.patternCode}
        </span>
        {shift.crew !== null && (
          <span>
            {t("filter.crew")} <b>{shift.crew}</b>
          </span>
        )}
        {shift.breaks.map((pause) => (
          <span key={pause.start}>
            {pause.name} {format.clock(pause.start)}–{format.clock(pause.end)}
          </span>
        ))}
      </p>
      {isToCome ? (
        <Callout tone="info" title={t("detail.toCome.title")}>
          <span>{t("detail.toCome.text")}</span>
        </Callout>
      ) : (
        <>
          <ShiftFigures row={total} />
          <FlagChips
            flags={flags.join(" ")}
            coverage={coverage === null ? null : format.percent(coverage)}
          />
          {time.unclassifiedMs > 0 && (
            <Callout
              tone="notice"
              title={t("detail.unclassified.title", { time: format.duration(time.unclassifiedMs) })}
            >
              <span>{t("detail.unclassified.text")}</span>
            </Callout>
          )}
          <Panel title={t("detail.time")}>
            <ShiftTimeBar time={time} />
          </Panel>
          <Panel title={t("detail.machines")}>
            <MachineTable rows={machines} />
          </Panel>
          <Panel title={t("detail.losses")}>
            <LossTable losses={losses} range={{ from: shift.start, to: shift.end }} />
          </Panel>
        </>
      )}
    </Page>
  );
}
