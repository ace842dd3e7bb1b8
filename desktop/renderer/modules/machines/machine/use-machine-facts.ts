import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { MachineId } from "#shared/kernel/id.ts";
import { hourMs } from "#shared/kernel/instant.ts";
import { useApi } from "../../../shell/ApiProvider.tsx";
import { usePlant } from "../../../shell/use-session.ts";

/** A range that still runs is read again this often. */
const runningMs = 5_000;
const shiftsBackMs = 8 * 24 * hourMs;

/** The shifts of the last days, for choosing one; read again when the hour changes. */
export function useRecentShifts(machineId: MachineId) {
  const api = useApi();
  const { now } = usePlant();
  const to = (Math.floor(now() / hourMs) + 1) * hourMs;
  return useQuery(
    api.shifts.ofMachine.queryOptions({
      input: { machineId, range: { from: to - shiftsBackMs, to } },
      refetchInterval: 60_000,
      placeholderData: keepPreviousData,
    }),
  );
}

/** States, pieces per hour and figures of a machine over a range; kept up to date while the range runs. */
export function useMachineFacts(machineId: MachineId, range: { from: number; to: number } | null) {
  const api = useApi();
  const { now } = usePlant();
  const enabled = range !== null;
  const asked = range ?? { from: 0, to: 1 };
  const options = {
    enabled,
    refetchInterval: () => (now() < asked.to + runningMs ? runningMs : (false as const)),
  };
  return {
    timeline: useQuery(
      api.machines.timeline.queryOptions({ input: { id: machineId, range: asked }, ...options }),
    ),
    hours: useQuery(api.oee.hours.queryOptions({ input: { machineId, range: asked }, ...options })),
    report: useQuery(
      api.oee.machine.queryOptions({ input: { machineId, range: asked }, ...options }),
    ),
  };
}
