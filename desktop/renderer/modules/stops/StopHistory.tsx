import { Button, Modal, Stack, Text } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { MachineId, StopEditId } from "#shared/kernel/id.ts";
import type { StopRow } from "#shared/stops/stop-row.ts";
import type { ClassHistoryRow, StopEditRow } from "#shared/stops/stops.contract.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useFormat } from "../../shell/use-format.ts";
import { useSession } from "../../shell/use-session.ts";
import { ReasonMark } from "./ReasonMark.tsx";
import classes from "./stops.module.css";

/** Everything that was ever said of a stop: what holds, what was replaced, by whom and when; the last edit can be taken back. */
export function StopHistory(props: { stop: StopRow; onClose: () => void }) {
  const { t } = useTranslation("stops");
  const api = useApi();
  const queries = useQueryClient();
  const { may } = useSession();
  const { stop, onClose } = props;
  const input = {
    machineId: stop.machineId as MachineId,
    start: stop.start,
    end: stop.isOpen ? null : stop.end,
  };
  const history = useQuery(api.stops.history.queryOptions({ input }));
  const undo = useCommand(api.stops.undo, {
    success: "stops:undo.done",
    onDone: () => void queries.invalidateQueries(),
  });
  const lastEdit = history.data?.lastEdit ?? null;
  return (
    <Modal opened onClose={onClose} size="lg" title={t("history.title")}>
      <Stack gap="md">
        {history.isError && <Failure error={history.error} retry={() => void history.refetch()} />}
        {history.isPending && <Loading rows={3} />}
        {history.data?.rows.length === 0 && <Text size="sm">{t("history.none")}</Text>}
        <ul className={classes.history}>
          {history.data?.rows.map((row) => (
            <HistoryEntry key={row.id} row={row} edits={history.data.edits} />
          ))}
        </ul>
        {lastEdit !== null && may("stop:classify") && (
          <Button
            h={44}
            variant="default"
            loading={undo.isPending}
            leftSection={<IconArrowBackUp size={18} aria-hidden />}
            onClick={() => undo.mutate({ edits: [lastEdit as StopEditId] })}
          >
            {t("undo.last")}
          </Button>
        )}
      </Stack>
    </Modal>
  );
}

function HistoryEntry(props: { row: ClassHistoryRow; edits: readonly StopEditRow[] }) {
  const { t } = useTranslation("stops");
  const format = useFormat();
  const { row, edits } = props;
  const written = edits.find(({ id }) => id === row.editId);
  const ended = edits.find(({ id }) => id === row.supersededBy);
  return (
    <li data-over={row.supersededAt !== null || undefined}>
      <span>
        {format.clockSeconds(row.start)}–
        {row.end === null ? t("history.endOfStop") : format.clockSeconds(row.end)}{" "}
      </span>
      <ReasonMark reason={row.reason} />
      <span className={classes.quiet}>
        {written === undefined
          ? t("history.byRule", { at: format.dateTimeSeconds(row.recordedAt) })
          : t(`history.kinds.${written.kind}`, {
              name: written.actorName,
              at: format.dateTimeSeconds(written.at),
            })}
        {row.note !== "" && ` · ${row.note}`}
      </span>
      {row.supersededAt !== null && (
        <span className={classes.quiet}>
          {ended === undefined
            ? t("history.overByRule", { at: format.dateTimeSeconds(row.supersededAt) })
            : t(`history.over.${ended.kind}`, {
                name: ended.actorName,
                at: format.dateTimeSeconds(ended.at),
              })}
        </span>
      )}
    </li>
  );
}
