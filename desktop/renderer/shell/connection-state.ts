/** Where the page stands with its engine. Only `live` means that what the screens show is fed right now. */
export type EngineState =
  /** The first connection of this page has not been made yet. */
  | { readonly phase: "connecting"; readonly since: number; readonly attempt: number }
  | { readonly phase: "live"; readonly since: number }
  /** It was live and is not any more; `since` is when it was lost. */
  | { readonly phase: "reconnecting"; readonly since: number; readonly attempt: number };

export type ConnectionEvent =
  /** Socket open, session taken up again. */
  | { readonly kind: "greeted"; readonly at: number }
  /** Socket closed, or silent for too long. */
  | { readonly kind: "lost"; readonly at: number };

export const connectingAt = (at: number): EngineState => ({
  phase: "connecting",
  since: at,
  attempt: 0,
});

/** The next state; `attempt` counts failures in a row and sets the back-off. */
export function nextEngineState(state: EngineState, event: ConnectionEvent): EngineState {
  switch (event.kind) {
    case "greeted":
      return state.phase === "live" ? state : { phase: "live", since: event.at };
    case "lost":
      return state.phase === "live"
        ? { phase: "reconnecting", since: event.at, attempt: 0 }
        : { ...state, attempt: state.attempt + 1 };
    default:
      return event satisfies never;
  }
}

const firstDelayMs = 150;
const longestDelayMs = 4_000;

/**
 * How long to wait before the next attempt, in milliseconds: doubling from 150 ms to 4 s.
 * @param spread 0..1, shifts the delay by up to ±20 % so that several pages do not come at once
 */
export function retryDelay(state: EngineState, spread: number): number {
  const attempt = state.phase === "live" ? 0 : state.attempt;
  const delay = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt, 10));
  return Math.round(delay * (0.8 + 0.4 * spread));
}
