import { Anchor, Button, Menu } from "@mantine/core";
import { IconArrowLeft, IconDownload, IconPrinter } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { idOf, type MachineId } from "#shared/kernel/id.ts";
import type { OeeProof } from "#shared/oee/oee-proof.ts";
import { proofFileName } from "#shared/oee/proof-file.ts";
import type { TimeClass } from "#shared/oee/time-model.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { NotFound } from "../../shell/NotFound.tsx";
import { Page } from "../../shell/Page.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { saveFile } from "../../shell/save-file.ts";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { usePlant } from "../../shell/use-session.ts";
import { machineRange, machineRangeSearch } from "../machines/machine/machine-range.ts";
import { ShiftPicker } from "../machines/machine/ShiftPicker.tsx";
import { useRecentShifts } from "../machines/machine/use-machine-facts.ts";
import { useRangeText } from "../machines/machine/use-range-text.ts";
import { CycleTable } from "./CycleTable.tsx";
import { KnowledgeBar } from "../ledger/KnowledgeBar.tsx";
import { FactorButtons, proofFactors } from "./FactorButtons.tsx";
import { FlagChips } from "./FlagChips.tsx";
import { FormulaPanel } from "./FormulaPanel.tsx";
import { OeeNotes } from "./OeeNotes.tsx";
import { countsCsv, spansCsv } from "./proof-export.ts";
import { cycleGroups } from "./proof-terms.ts";
import { ProofCounts, ProofSpans } from "./ProofRows.tsx";
import { ProvenancePanel } from "./ProvenancePanel.tsx";
import { recheckProof } from "#shared/oee/recheck-proof.ts";
import { TimeBalanceList } from "./TimeBalanceList.tsx";
import classes from "./OeeProofPage.module.css";

const machineIdSchema = idOf<"machine">();
const proofSearch = machineRangeSearch.extend({ factor: z.enum(proofFactors).catch("oee") });
type ProofSearch = z.infer<typeof proofSearch>;

/** Where did my minutes go: everything a figure is made of. */
export function OeeProofPage() {
  const params = useParams({ strict: false });
  const id = machineIdSchema.safeParse(params.machineId);
  return id.success ? <MachineProof key={id.data} machineId={id.data} /> : <NotFound />;
}

function MachineProof(props: { machineId: MachineId }) {
  const { t } = useTranslation("oee");
  const { machineId } = props;
  const api = useApi();
  const { now } = usePlant();
  const [search, setSearch] = useSearchState(proofSearch);
  const shifts = useRecentShifts(machineId);
  const shown = machineRange(search, shifts.data?.rows ?? [], now());
  const isAsked = search.from !== undefined && search.to !== undefined;
  const proof = useQuery(
    api.oee.proof.queryOptions({
      input: { machineId, range: shown.range },
      enabled: isAsked || shifts.data !== undefined,
      placeholderData: keepPreviousData,
      staleTime: 60_000,
    }),
  );
  const rangeText = useRangeText();
  const code = proof.data?.machineCode ?? "";
  return (
    <Page
      title={code === "" ? t("proof.title") : t("proof.titleOf", { code })}
      purpose={t("proof.purpose")}
      back={
        <Anchor
          component={Link}
          to={`/machines/${machineId}` as never}
          search={{ from: search.from, to: search.to } as never}
          size="sm"
          className={classes.back}
        >
          <IconArrowLeft size={14} aria-hidden="true" />{" "}
          {proof.data?.machineName ?? t("proof.back")}
        </Anchor>
      }
      status={<span className={classes.printed}>{rangeText(shown)}</span>}
      actions={
        <>
          <ShiftPicker shown={shown} shifts={shifts.data?.rows ?? []} onChange={setSearch} />
          {proof.data !== undefined && <ProofActions proof={proof.data} machineId={machineId} />}
        </>
      }
    >
      {proof.data !== undefined ? (
        <Proof machineId={machineId} proof={proof.data} search={search} />
      ) : proof.isError || shifts.isError ? (
        <Failure error={proof.error ?? shifts.error} retry={() => void proof.refetch()} />
      ) : (
        <Loading rows={4} height={140} />
      )}
    </Page>
  );
}

function ProofActions(props: { proof: OeeProof; machineId: MachineId }) {
  const { t } = useTranslation("oee");
  const api = useApi();
  const { proof, machineId } = props;
  const { range } = proof.report;
  const name = proofFileName(proof.machineCode, range);
  const saveProofFile = async () => {
    const file = await api.trust.proofFile.call({ machineId, range });
    await saveFile(file.name, file.text, "application/json");
  };
  return (
    <>
      <Button
        variant="default"
        h={36}
        component={Link}
        to={"/trust/as-known" as never}
        search={{ machine: machineId, ...range } as never}
      >
        {t("proof.thenAndNow")}
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button
            variant="default"
            h={36}
            leftSection={<IconDownload size={16} aria-hidden="true" />}
          >
            {t("proof.export")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void saveProofFile()}>{t("proof.exportAll")}</Menu.Item>
          <Menu.Item
            onClick={() => void saveFile(`${name}-intervals.csv`, spansCsv(proof), "text/csv")}
          >
            {t("proof.exportSpans")}
          </Menu.Item>
          <Menu.Item
            onClick={() => void saveFile(`${name}-counts.csv`, countsCsv(proof), "text/csv")}
          >
            {t("proof.exportCounts")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button
        variant="default"
        h={36}
        leftSection={<IconPrinter size={16} aria-hidden="true" />}
        onClick={() => window.print()}
      >
        {t("proof.print")}
      </Button>
    </>
  );
}

function Proof(props: { machineId: MachineId; proof: OeeProof; search: ProofSearch }) {
  const { t } = useTranslation("oee");
  const format = useFormat();
  const { proof, search } = props;
  const { report, balance } = proof;
  const check = useMemo(() => recheckProof(proof), [proof]);
  const groups = useMemo(() => cycleGroups(proof.counts), [proof]);
  const [timeClass, setTimeClass] = useState<TimeClass | null>(null);
  return (
    <>
      <OeeNotes report={report} />
      <section className={classes.figures} aria-label={t("kpis.oee.name")}>
        <FactorButtons
          machineId={props.machineId}
          range={report.range}
          figures={report.figures}
          targetOee={report.policy.targetOee}
          isUncertain={report.flags.includes("insufficient_data")}
          chosen={search.factor}
        />
        <FlagChips
          flags={report.flags.join(" ")}
          coverage={report.coverage === null ? null : format.percent(report.coverage)}
        />
        <KnowledgeBar knownBy={report.provenance} size="line" />
      </section>
      <FormulaPanel proof={proof} check={check} factor={search.factor} />
      <div className={classes.columns}>
        <Panel title={t("balance.title")}>
          <TimeBalanceList
            time={report.time}
            plannedMs={balance.plannedMs}
            chosen={timeClass}
            onChoose={setTimeClass}
          />
          <p className={classes.balance}>
            {t("balance.exact", {
              planned: format.precise(balance.plannedMs / 1_000, 3),
              accounted: format.precise(balance.accountedMs / 1_000, 3),
              remainder: format.precise(balance.remainderMs / 1_000, 3),
            })}
          </p>
        </Panel>
        <ProvenancePanel report={report} />
      </div>
      <CycleTable groups={groups} />
      <ProofSpans
        rows={proof.spans}
        timeClass={timeClass}
        onShowAllClasses={() => setTimeClass(null)}
      />
      <ProofCounts
        rows={proof.counts}
        timeClass={timeClass}
        onShowAllClasses={() => setTimeClass(null)}
      />
    </>
  );
}
