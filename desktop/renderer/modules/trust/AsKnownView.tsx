import { Button, Group, Select, Slider } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { saveFile } from "../../shell/save-file.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import type { AsKnown } from "#shared/trust/trust.contract.ts";
import { EditTable } from "./EditTable.tsx";
import { KnownTable } from "./KnownTable.tsx";
import classes from "./trust.module.css";

interface AsKnownViewProps {
  /** `""` = all machines as one sum. */
  readonly machineId: string;
  readonly range: { readonly from: number; readonly to: number };
  /** Recorded time shown on the left. */
  readonly knownAt: number;
  /** When the hand-over was signed; null = it was not, or this is no shift. */
  readonly signedAt: number | null;
  readonly onChange: (change: { machine?: string; at?: number }) => void;
}

/** Figures of a time as they stood at an instant beside those of now, with every edit in between. */
export function AsKnownView(props: AsKnownViewProps) {
  const { t } = useTranslation("trust");
  const api = useApi();
  const { machineId, range, knownAt, onChange } = props;
  const machines = useQuery(api.machines.list.queryOptions({ input: {} }));
  const known = useQuery(
    api.trust.asKnown.queryOptions({
      input: { machineId: machineId === "" ? null : (machineId as never), range, knownAt },
      placeholderData: keepPreviousData,
    }),
  );
  const save = async () => {
    const { name, text } = await api.trust.proofFile.call({
      machineId: machineId as never,
      range,
      knownAt,
    });
    await saveFile(name, text, "application/json");
  };
  return (
    <>
      <div className={classes.controls}>
        <Select
          label={t("machine")}
          value={machineId}
          data={[
            { value: "", label: t("asKnown.all") },
            ...(machines.data?.rows ?? []).map(({ id, code, name }) => ({
              value: id,
              label: `${code} · ${name}`,
            })),
          ]}
          onChange={(chosen) => onChange({ machine: chosen ?? "" })}
          allowDeselect={false}
          searchable
        />
        {machineId !== "" && (
          <Button variant="default" onClick={() => void save()}>
            {t("asKnown.proof")}
          </Button>
        )}
      </div>
      {known.data === undefined ? (
        known.isError ? (
          <Failure error={known.error} retry={() => void known.refetch()} />
        ) : (
          <Loading rows={4} height={100} />
        )
      ) : (
        <>
          <RecordedTime {...props} knownAt={known.data.knownAt} known={known.data} />
          <KnownTable known={known.data} machineId={machineId} />
          <EditTable edits={known.data.edits} total={known.data.total} />
        </>
      )}
    </>
  );
}

/** Goes through recorded time from one edit to the next. */
function RecordedTime(props: AsKnownViewProps & { known: AsKnown }) {
  const { t } = useTranslation("trust");
  const format = useFormat();
  const { known, knownAt, range, signedAt, onChange } = props;
  const instants = [Math.min(range.to, known.steps[0] ?? range.to), ...known.steps];
  const place = Math.max(
    0,
    instants.findLastIndex((at) => at <= knownAt),
  );
  const labelOf = (at: number) => format.dateTimeSeconds(at);
  return (
    <Panel
      title={t("asKnown.recordedTime")}
      aside={t("asKnown.steps", { count: known.steps.length })}
    >
      <div className={classes.time}>
        <p className={classes.known}>{t("asKnown.at", { at: labelOf(knownAt) })}</p>
        {known.steps.length > 0 && (
          <div className={classes.stepRow}>
            <span className={classes.quiet}>{format.dateTime(instants[0]!)}</span>
            <Slider
              aria-label={t("asKnown.recordedTime")}
              min={0}
              max={instants.length - 1}
              step={1}
              value={place}
              label={(index) => labelOf(instants[index]!)}
              thumbLabel={t("asKnown.recordedTime")}
              marks={instants.length <= 40 ? instants.map((_, index) => ({ value: index })) : []}
              onChange={(index) => onChange({ at: instants[index]! })}
            />
            <span className={classes.quiet}>{t("asKnown.now")}</span>
          </div>
        )}
        <Group gap="xs">
          <Button variant="default" size="xs" onClick={() => onChange({ at: range.to })}>
            {t("asKnown.atEnd")}
          </Button>
          {signedAt !== null && (
            <Button variant="default" size="xs" onClick={() => onChange({ at: signedAt })}>
              {t("asKnown.atSignature")}
            </Button>
          )}
        </Group>
      </div>
    </Panel>
  );
}
