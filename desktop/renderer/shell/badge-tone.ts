import type { PlantStatus } from "#shared/plant/plant.contract.ts";
import type { EngineState } from "./connection-state.ts";

/** `good`: everything is fed. `partial`: some machines are not. `broken`: nothing on the screen is fresh. */
export type BadgeTone = "good" | "partial" | "broken" | "waiting";

export function badgeTone(
  engine: EngineState,
  status: Pick<PlantStatus, "machinesLive" | "machinesTotal" | "capture"> | null,
): BadgeTone {
  if (engine.phase === "reconnecting") return "broken";
  if (engine.phase === "connecting" || status === null) return "waiting";
  if (status.capture.state === "stopped") return "broken";
  return status.machinesLive < status.machinesTotal ? "partial" : "good";
}
