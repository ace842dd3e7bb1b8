import type { EngineAddress, EngineStopReason } from "#desktop/preload/bridge.ts";

/** What the supervisor knows of its engine. `crashes` counts the ends since it last ran for a minute. */
export type Supervision =
  | { phase: "starting"; crashes: number }
  | { phase: "ready"; crashes: number; address: EngineAddress; since: number }
  | { phase: "waiting"; crashes: number; retryAt: number; lastWords: string }
  | { phase: "stopped"; reason: EngineStopReason; message: string };

/** Everything that can happen to it. Instants are UTC milliseconds. */
export type SupervisionEvent =
  | { kind: "became-ready"; address: EngineAddress; now: number }
  | { kind: "ended"; exitCode: number | undefined; lastWords: string; now: number }
  | { kind: "retry-due" }
  | { kind: "retry-wanted" }
  | { kind: "closing" };

/** What the supervisor has to do next. */
export type SupervisionOrder =
  | { kind: "none" }
  | { kind: "start" }
  | { kind: "wait"; delayMs: number }
  | { kind: "end" };

/** Exit codes by which the engine says that trying again is of no use. */
const finalExitCodes: Readonly<Record<number, EngineStopReason>> = {
  2: "bad-configuration",
  3: "data-in-use",
};

const firstDelayMs = 500;
const longestDelayMs = 30_000;
/** An engine that ran this long was healthy: its next end starts the counting anew. */
const healthyAfterMs = 60_000;

/** How long to wait before start number `crashes + 1`: 0.5, 1, 2, 4 … 30 s. */
export function restartDelayMs(crashes: number): number {
  return Math.min(longestDelayMs, firstDelayMs * 2 ** Math.max(0, crashes - 1));
}

/** Decides what follows from an event. Pure: the runner carries out the order. */
export function supervise(
  state: Supervision,
  event: SupervisionEvent,
): { state: Supervision; order: SupervisionOrder } {
  switch (event.kind) {
    case "became-ready":
      if (state.phase !== "starting") return { state, order: { kind: "none" } };
      return {
        state: { phase: "ready", crashes: state.crashes, address: event.address, since: event.now },
        order: { kind: "none" },
      };
    case "ended":
      return afterEnd(state, event);
    case "retry-due":
      if (state.phase !== "waiting") return { state, order: { kind: "none" } };
      return { state: { phase: "starting", crashes: state.crashes }, order: { kind: "start" } };
    case "retry-wanted":
      if (state.phase !== "waiting" && !isStoppedByItself(state))
        return { state, order: { kind: "none" } };
      return { state: { phase: "starting", crashes: 0 }, order: { kind: "start" } };
    case "closing":
      return {
        state: { phase: "stopped", reason: "closing", message: "" },
        order:
          state.phase === "starting" || state.phase === "ready"
            ? { kind: "end" }
            : { kind: "none" },
      };
  }
  return event satisfies never;
}

function afterEnd(
  state: Supervision,
  event: Extract<SupervisionEvent, { kind: "ended" }>,
): { state: Supervision; order: SupervisionOrder } {
  if (state.phase === "stopped" || state.phase === "waiting")
    return { state, order: { kind: "none" } };
  const reason = event.exitCode === undefined ? undefined : finalExitCodes[event.exitCode];
  if (reason !== undefined) {
    return {
      state: { phase: "stopped", reason, message: event.lastWords },
      order: { kind: "none" },
    };
  }
  const wasHealthy = state.phase === "ready" && event.now - state.since >= healthyAfterMs;
  const crashes = wasHealthy ? 1 : state.crashes + 1;
  const delayMs = restartDelayMs(crashes);
  return {
    state: { phase: "waiting", crashes, retryAt: event.now + delayMs, lastWords: event.lastWords },
    order: { kind: "wait", delayMs },
  };
}

function isStoppedByItself(state: Supervision): boolean {
  return state.phase === "stopped" && state.reason !== "closing";
}
