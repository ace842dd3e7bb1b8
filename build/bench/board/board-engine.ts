import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { implement } from "@orpc/server";
import { RPCHandler } from "@orpc/server/ws";
import { rendererFolder } from "#build/launch/bundle.mjs";
import { inPieces } from "#desktop/engine/live/in-pieces.ts";
import { silentLog } from "#desktop/engine/log/engine-log.ts";
import { openEngineServer } from "#desktop/engine/serve/engine-server.ts";
import { permissionsOf } from "#shared/access/permissions.ts";
import { plantAppContract } from "#shared/contract/plant-app.contract.ts";
import { kpiPolicy } from "#shared/oee/kpi-policy.ts";
import type { BenchRun } from "../run/bench-run.ts";
import { BoardPlant } from "./board-plant.ts";

export interface BoardEngine {
  /** Where a browser finds the built page. */
  readonly url: string;
  /** Updates of the whole board that were sent so far. */
  updates(): number;
}

/** Answers only what the page needs to show the board, on the engine's own server and the real contract. */
export async function openBoardEngine(
  run: BenchRun,
  wished: { readonly tiles: number; readonly seed: number; readonly updateMs: number },
): Promise<BoardEngine> {
  const plant = new BoardPlant(wished.tiles, wished.seed, Date.now());
  let updates = 0;
  async function* everyTile(signal: AbortSignal | undefined) {
    for (; signal?.aborted !== true; updates++) {
      const now = Date.now();
      yield { now, tiles: [...plant.advance(now)] };
      await pause(wished.updateMs - ((Date.now() - now) % wished.updateMs));
    }
  }
  const on = implement(plantAppContract);
  const handler = new RPCHandler({
    access: {
      resume: on.access.resume.handler(({ input }) => ({
        user: {
          id: "viewer",
          username: "viewer",
          displayName: "Viewer",
          role: "viewer" as const,
          language: null,
          permissions: [...permissionsOf.viewer],
        },
        sessionToken: input.sessionToken,
      })),
    },
    plant: {
      welcome: on.plant.welcome.handler(() => ({
        state: "ready" as const,
        plant: {
          id: "plant",
          name: "Two hundred machines",
          zone: "Europe/Berlin",
          language: "en" as const,
          policy: kpiPolicy.parse({}),
          version: 1,
        },
        engineVersion: "0.0.0",
        demoAvailable: false,
        isDemo: false,
        now: Date.now(),
      })),
      watchStatus: on.plant.watchStatus.handler(async function* () {
        yield {
          now: Date.now(),
          machinesLive: wished.tiles,
          machinesTotal: wished.tiles,
          connections: [],
          capture: { state: "capturing" as const, reason: null },
          cloud: "not_enrolled" as const,
        };
      }),
    },
    machines: {
      watchBoard: on.machines.watchBoard.handler(({ signal }) => inPieces(everyTile(signal))),
      list: on.machines.list.handler(() => ({ rows: [], total: 0 })),
    },
    shifts: { patterns: on.shifts.patterns.handler(() => ({ rows: [] })) },
  });
  const server = await openEngineServer({
    port: 0,
    token: randomBytes(32).toString("hex"),
    pageFolder: rendererFolder,
    log: silentLog(),
    onSocket: (socket) => void handler.upgrade(socket),
  });
  run.onEnd(() => server.close());
  return { url: server.url, updates: () => updates };
}
