import type { PlantStatus } from "#shared/plant/plant.contract.ts";
import type { ConnectionRow } from "#shared/schema/tables/machine-tables.ts";
import type { PlantDatabase } from "../database/open-database.ts";
import type { Identity } from "../identity.ts";
import type { Intake } from "../intake/intake.ts";
import type { Board } from "../live/board.ts";
import type { Capture } from "../pipeline/capture.ts";
import type { EventSource } from "../serve/event-stream.ts";

/** The badge is looked at again this often; it is sent only when it says something new. */
const lookEveryMs = 1_000;

export interface StatusParts {
  readonly database: PlantDatabase;
  readonly identity: Identity;
  readonly intake: Intake;
  readonly board: Board;
  readonly capture: Capture;
}

/** Whether what the screens show is true right now. */
export function plantStatus({
  database,
  identity,
  intake,
  board,
  capture,
}: StatusParts): PlantStatus {
  const rows = database.raw
    .prepare<[], ConnectionRow>("select * from connection order by code")
    .all();
  const tiles = board.tiles().filter((tile) => tile.link !== "none");
  return {
    now: identity.now(),
    machinesLive: tiles.filter((tile) => tile.link === "live").length,
    machinesTotal: tiles.length,
    connections: rows.map(({ id, code, name, is_enabled }) => {
      const health = is_enabled === 1 ? intake.health(id) : undefined;
      const link = is_enabled === 0 ? "disabled" : (health?.link ?? "lost");
      const cause = is_enabled === 0 ? null : health ? health.cause : "starting";
      return { id, code, name, link, since: health?.since ?? null, cause };
    }),
    capture: capture.state,
    cloud: "not_enrolled",
  };
}

/** The badge as a source of events. */
export function statusSource(parts: StatusParts): EventSource<PlantStatus> {
  let sent = "";
  return {
    listen: (wake) => {
      const timer = setInterval(wake, lookEveryMs);
      const stopListening = parts.capture.onState(wake);
      return () => {
        clearInterval(timer);
        stopListening();
      };
    },
    take: () => {
      const status = plantStatus(parts);
      const { now: _now, ...rest } = status;
      const text = JSON.stringify(rest);
      if (text === sent) return undefined;
      sent = text;
      return status;
    },
  };
}
