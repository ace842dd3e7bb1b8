import type { RPCHandler } from "@orpc/server/ws";
import type { WebSocket } from "ws";
import type { PlantDatabase } from "../database/open-database.ts";
import type { Identity } from "../identity.ts";
import type { EngineLog } from "../log/engine-log.ts";
import type { Caller, Callers } from "./caller.ts";
import type { HouseContext } from "./house.ts";

export interface Serving {
  readonly handler: RPCHandler<HouseContext>;
  readonly callers: Callers;
  readonly database: PlantDatabase;
  readonly identity: Identity;
  readonly log: EngineLog;
}

/** Serves one accepted socket until it closes; whoever signs in on it is signed in on it alone. */
export function serveSocket(
  serving: Serving,
  socket: WebSocket,
  station: string,
  remote: string,
): void {
  const { handler, callers, database, identity, log } = serving;
  const caller: Caller = { station, remote, session: null };
  callers.add(caller);
  socket.once("close", () => callers.remove(caller));
  void handler.upgrade(socket, { context: { caller, database, identity, log } });
}
