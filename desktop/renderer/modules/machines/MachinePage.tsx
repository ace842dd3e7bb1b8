import { Anchor, Button } from "@mantine/core";
import { IconArrowLeft, IconSettings } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { idOf } from "#shared/kernel/id.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import { isStanding } from "#shared/stops/classifiable.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { NotFound } from "../../shell/NotFound.tsx";
import { Page } from "../../shell/Page.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { Callout } from "../../shell/Callout.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { usePlant, useSession } from "../../shell/use-session.ts";
import { AnalysisLink } from "../analysis/AnalysisLink.tsx";
import { MachineCallsPanel } from "../andon/MachineCallsPanel.tsx";
import { StretchActions } from "../ledger/StretchActions.tsx";
import { KnowledgeBar } from "../ledger/KnowledgeBar.tsx";
import { StopAtPanel } from "../stops/StopAtPanel.tsx";
import { UnclassifiedPrompt } from "../stops/UnclassifiedPrompt.tsx";
import { FactorButtons } from "../oee/FactorButtons.tsx";
import { FlagChips } from "../oee/FlagChips.tsx";
import { OeeNotes } from "../oee/OeeNotes.tsx";
import { TimeBalanceList } from "../oee/TimeBalanceList.tsx";
import { MachineRunsPanel } from "../runs/MachineRunsPanel.tsx";
import { PlanDowntimeButton } from "../shifts/downtime/PlanDowntimeButton.tsx";
import { PaceCard } from "../shifts/pace/PaceCard.tsx";
import { EnergyPanel } from "./machine/EnergyPanel.tsx";
import { HoursPanel } from "./machine/HoursPanel.tsx";
import { LiveValuesPanel } from "./machine/LiveValuesPanel.tsx";
import { machineRange, machineRangeSearch } from "./machine/machine-range.ts";
import { MachineFactsLine, MachineStatus } from "./machine/MachineHeader.tsx";
import { ShiftPicker } from "./machine/ShiftPicker.tsx";
import type { TimelineInterval } from "./machine/stop-list.ts";
import { StopsPanel } from "./machine/StopsPanel.tsx";
import { TimelinePanel } from "./machine/TimelinePanel.tsx";
import { useMachineFacts, useRecentShifts } from "./machine/use-machine-facts.ts";
import { useMachineTile } from "./machine/use-machine-tile.ts";
import classes from "./MachinePage.module.css";

const machineIdSchema = idOf<"machine">();

/** One machine: what it does, what it did in the shift, and what that made of its OEE. */
export function MachinePage() {
  const params = useParams({ strict: false });
  const id = machineIdSchema.safeParse(params.machineId);
  const api = useApi();
  const machine = useQuery(
    api.machines.get.queryOptions({ input: { id: id.data ?? "" }, enabled: id.success }),
  );
  if (!id.success) return <NotFound />;
  if (machine.data !== undefined) return <Machine key={id.data} machine={machine.data} />;
  return machine.isError ? (
    <Failure error={machine.error} retry={() => void machine.refetch()} />
  ) : (
    <Loading />
  );
}

function Machine(props: { machine: MachineRow }) {
  const { t } = useTranslation("machines");
  const { machine } = props;
  const machineId = machineIdSchema.parse(machine.id);
  const { may } = useSession();
  const { now } = usePlant();
  const tile = useMachineTile(machine.id);
  const shifts = useRecentShifts(machineId);
  const [search, setSearch] = useSearchState(machineRangeSearch);
  const shown = machineRange(search, shifts.data?.rows ?? [], now());
  const isReady = shifts.data !== undefined;

  return (
    <Page
      title={machine.code}
      back={
        <Anchor component={Link} to="/machines" size="sm" className={classes.back}>
          <IconArrowLeft size={14} aria-hidden="true" /> {t("page.back")}
        </Anchor>
      }
      status={
        <>
          <span className={classes.name}>{machine.name}</span>
          {tile != null && <MachineStatus tile={tile} />}
        </>
      }
      actions={
        <>
          <ShiftPicker shown={shown} shifts={shifts.data?.rows ?? []} onChange={setSearch} />
          {may("machine:update") && (
            <Button
              component={Link}
              to={`/setup/machines/${machine.id}` as never}
              variant="default"
              h={36}
              leftSection={<IconSettings size={16} aria-hidden="true" />}
            >
              {t("page.setUp")}
            </Button>
          )}
        </>
      }
    >
      {tile != null && <MachineFactsLine tile={tile} />}
      <MachineCallsPanel machineId={machineId} machine={`${machine.code} · ${machine.name}`} />
      {shifts.isError && <Failure error={shifts.error} retry={() => void shifts.refetch()} />}
      {isReady && may("stop:read") && (
        <UnclassifiedPrompt machineId={machineId} range={shown.range} />
      )}
      {isReady && (
        <RangeNote kind={shown.kind} machine={machine} lastShift={shown.shift?.name ?? ""} />
      )}
      {shown.kind === "this_shift" && <PaceCard machineId={machineId} />}
      {isReady && <MachineOverRange machine={machine} range={shown.range} />}
    </Page>
  );
}

function RangeNote(props: { kind: string; machine: MachineRow; lastShift: string }) {
  const { t } = useTranslation("machines");
  if (props.kind === "last_shift")
    return (
      <Callout tone="info" title={t("range.noShiftNow.title")}>
        <span>{t("range.noShiftNow.text", { shift: props.lastShift })}</span>
      </Callout>
    );
  if (props.kind !== "none") return null;
  return (
    <Callout tone="info" title={t("range.noShifts.title")}>
      <span>
        {props.machine.shiftPatternId === null
          ? t("range.noShifts.noPattern")
          : t("range.noShifts.noneRecently")}{" "}
        <Anchor component={Link} to={`/setup/machines/${props.machine.id}` as never} inherit>
          {t("range.noShifts.action")}
        </Anchor>
      </span>
    </Callout>
  );
}

function MachineOverRange(props: { machine: MachineRow; range: { from: number; to: number } }) {
  const { t } = useTranslation(["machines", "oee"]);
  const format = useFormat();
  const { machine, range } = props;
  const machineId = machineIdSchema.parse(machine.id);
  const { timeline, hours, report } = useMachineFacts(machineId, range);
  const { may } = useSession();
  const [selected, setSelected] = useState<TimelineInterval | null>(null);
  /** The start of the standstill whose panel is open. */
  const [opened, setOpened] = useState<number | null>(null);
  const failed = [report, timeline, hours].find(
    ({ isError, data }) => isError && data === undefined,
  );
  if (failed !== undefined)
    return <Failure error={failed.error} retry={() => void failed.refetch()} />;
  if (report.data === undefined || timeline.data === undefined || hours.data === undefined)
    return <Loading rows={4} height={120} />;

  const { figures, flags, coverage, policy } = report.data;
  const intervals = timeline.data.intervals;
  // The running interval grows with every reading: the chosen one is found again by its start.
  const chosen = intervals.find(({ start }) => start === selected?.start) ?? null;
  const open = ({ state, start }: TimelineInterval) => {
    if (isStanding(state) && may("stop:read")) setOpened(start);
  };
  return (
    <>
      <OeeNotes report={report.data} />
      <section className={classes.figures} aria-label={t("oee:kpis.oee.name")}>
        <FactorButtons
          machineId={machine.id}
          range={range}
          figures={figures}
          targetOee={policy.targetOee}
          isUncertain={flags.includes("insufficient_data")}
        />
        <FlagChips
          flags={flags.join(" ")}
          coverage={coverage === null ? null : format.percent(coverage)}
        />
        <KnowledgeBar knownBy={report.data.provenance} size="line" />
      </section>
      <TimelinePanel
        timeline={timeline.data}
        range={range}
        machineCode={machine.code}
        selected={chosen}
        onSelect={setSelected}
        onOpen={open}
      />
      {opened !== null && (
        <StopAtPanel
          key={opened}
          machineId={machineId}
          at={opened}
          onClose={() => setOpened(null)}
        />
      )}
      {chosen !== null && (
        <StretchActions machineId={machineId} machineCode={machine.code} stretch={chosen} />
      )}
      {chosen !== null && <PlanDowntimeButton machineId={machine.id} stretch={chosen} />}
      <div className={classes.columns}>
        <HoursPanel rows={hours.data.rows} />
        <Panel
          title={t("oee:balance.title")}
          aside={<AnalysisLink machineId={machine.id} range={range} />}
        >
          <TimeBalanceList time={report.data.time} />
        </Panel>
        <StopsPanel
          intervals={intervals}
          machineCode={machine.code}
          selected={chosen}
          onSelect={(stop) => {
            setSelected(stop);
            if (stop !== null) open(stop);
          }}
        />
        <div className={classes.stack}>
          {machine.signals.energy !== undefined && (
            <EnergyPanel machineId={machineId} range={range} />
          )}
          <LiveValuesPanel machineId={machineId} />
          <MachineRunsPanel machine={machine} range={range} />
        </div>
      </div>
    </>
  );
}
