import { createContext, use, useState, type ReactNode } from "react";
import type { PlantStatus } from "#shared/plant/plant.contract.ts";
import { useClient } from "./ApiProvider.tsx";
import { useStream } from "./use-stream.ts";

const PlantStatusContext = createContext<PlantStatus | null>(null);

/** Follows the plant's status once for the whole frame. */
export function PlantStatusProvider(props: { children: ReactNode }) {
  const client = useClient();
  const [status, setStatus] = useState<PlantStatus | null>(null);
  useStream((signal) => client.plant.watchStatus(undefined, { signal }), setStatus, [client]);
  return <PlantStatusContext value={status}>{props.children}</PlantStatusContext>;
}

/** Links, capture and cloud as last reported; null until the first report. */
export const usePlantStatus = (): PlantStatus | null => use(PlantStatusContext);
