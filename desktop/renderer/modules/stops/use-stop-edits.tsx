import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MachineId, ReasonId, StopEditId } from "#shared/kernel/id.ts";
import type { StopRow } from "#shared/stops/stop-row.ts";
import { useApi, useClient } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useStaleEdit } from "../../shell/use-stale-edit.ts";

/** As long as an edit can be taken back by one tap. */
const undoMs = 5_000;

const seenSpan = (stop: StopRow) => ({
  start: stop.start,
  end: stop.isOpen ? null : stop.end,
  basedOn: stop.edits,
});
const seenStop = (stop: StopRow) => ({ machineId: stop.machineId as MachineId, ...seenSpan(stop) });

/** What a person wanted when somebody else was faster. */
export interface StaleClassify {
  readonly stops: readonly StopRow[];
  readonly reasonId: ReasonId | null;
  readonly note: string;
}

/** Classify, split and merge with five seconds to take back; a stale edit waits for a decision. */
export function useStopEdits(onDone: () => void) {
  const { t } = useTranslation("stops");
  const api = useApi();
  const client = useClient();
  const queries = useQueryClient();
  const [wanted, setWanted] = useState<StaleClassify | null>(null);
  const refresh = () => void queries.invalidateQueries();
  const undo = useCommand(api.stops.undo, {
    onDone: () => {
      refresh();
      notifications.show({ message: t("undo.done"), color: "accent" });
    },
  });
  const stale = useStaleEdit(async () => {
    const stops = wanted?.stops ?? [];
    const { rows } = await client.stops.list({
      range: {
        from: Math.min(...stops.map(({ start }) => start)),
        to: Math.max(...stops.map(({ end }) => end)) + 1,
      },
      machineIds: [...new Set(stops.map(({ machineId }) => machineId as MachineId))],
      includeMinor: true,
      sortBy: "start",
      sortDirection: "asc",
      limit: 5_000,
    });
    return rows;
  });
  const done = ({ edits }: { edits: string[] }) => {
    refresh();
    stale.close();
    offerUndo(t("edited", { count: edits.length }), t("undo.verb"), () =>
      undo.mutate({ edits: edits as StopEditId[] }),
    );
    onDone();
  };
  const options = { onDone: done, onRefusal: stale.onRefusal };
  const classify = useCommand(api.stops.classify, options);
  const split = useCommand(api.stops.split, options);
  const merge = useCommand(api.stops.merge, options);
  return {
    isBusy: classify.isPending || split.isPending || merge.isPending,
    stale,
    wanted,
    classify: (stops: readonly StopRow[], reasonId: ReasonId | null, note = "") => {
      setWanted({ stops, reasonId, note });
      classify.mutate({ stops: stops.map(seenStop), reasonId, note });
    },
    split: (stop: StopRow, cuts: number[], reasonIds: (ReasonId | null)[]) => {
      setWanted({ stops: [stop], reasonId: reasonIds[0] ?? null, note: "" });
      split.mutate({ stop: seenStop(stop), cuts, reasonIds });
    },
    merge: (stops: readonly StopRow[], reasonId: ReasonId | null) => {
      setWanted({ stops, reasonId, note: "" });
      merge.mutate({
        machineId: stops[0]!.machineId as MachineId,
        spans: stops.map(seenSpan),
        reasonId,
      });
    },
  };
}
export type StopEdits = ReturnType<typeof useStopEdits>;

function offerUndo(message: string, verb: string, undo: () => void): void {
  const id = notifications.show({
    autoClose: undoMs,
    color: "accent",
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button
          variant="subtle"
          h={44}
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          {verb}
        </Button>
      </Group>
    ),
  });
}
