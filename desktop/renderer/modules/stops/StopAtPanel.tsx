import { useQuery } from "@tanstack/react-query";
import type { MachineId } from "#shared/kernel/id.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { ClassifyPanel } from "./ClassifyPanel.tsx";

interface StopAtPanelProps {
  readonly machineId: MachineId;
  /** An instant of the standstill. */
  readonly at: number;
  readonly onClose: () => void;
}

/** The panel of the stop that a machine was in at an instant; nothing when it is none that people look at. */
export function StopAtPanel({ machineId, at, onClose }: StopAtPanelProps) {
  const api = useApi();
  const { data } = useQuery(
    api.stops.list.queryOptions({
      input: {
        range: { from: at, to: at + 1 },
        machineIds: [machineId],
        includeMinor: true,
        limit: 10,
      },
    }),
  );
  const stop = data?.rows.find(({ start, end }) => start <= at && at < end);
  return stop === undefined ? null : <ClassifyPanel stops={[stop]} onClose={onClose} />;
}
