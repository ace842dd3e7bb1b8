import type { OpcuaSettings } from "#shared/connections/opcua-settings.ts";

/** Time limits of the OPC UA driver in milliseconds. Plants run with the defaults; tests shorten some. */
export interface OpcuaTiming {
  /** Nothing heard for this long: the link is lost. */
  readonly silentMs: number;
  /** Nothing heard for this long: the session is given up and everything starts afresh. */
  readonly freshStartMs: number;
  readonly keepAliveMs: number;
  /** Session timeout and subscription lifetime: the outage of the network that loses nothing. */
  readonly sessionMs: number;
  readonly connectLimitMs: number;
  readonly closeLimitMs: number;
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** After a refused user or password, slow enough not to lock the account; and while the server has no free session. */
  readonly refusedRetryMs: number;
  readonly clockReadMs: number;
  /** Items the server refused are offered to it again this often. */
  readonly refusedItemsMs: number;
}

export const defaultTiming: OpcuaTiming = {
  silentMs: 10_000,
  freshStartMs: 30_000,
  keepAliveMs: 5_000,
  sessionMs: 600_000,
  connectLimitMs: 10_000,
  closeLimitMs: 3_000,
  firstRetryMs: 250,
  longestRetryMs: 2_000,
  refusedRetryMs: 10_000,
  clockReadMs: 12_000,
  refusedItemsMs: 30_000,
};

/** Session and subscription outlive the outage that the connection wants to bridge, by half of it. */
export function timingFor(
  { bridgeSeconds }: Pick<OpcuaSettings, "bridgeSeconds">,
  changed: Partial<OpcuaTiming> = {},
): OpcuaTiming {
  const timing = { ...defaultTiming, ...changed };
  return { ...timing, sessionMs: Math.max(timing.sessionMs, bridgeSeconds * 1_500) };
}

/**
 * Pause before the next attempt: doubled from the first to the longest. `failures` counts from 1. One that took long in
 * itself (a frozen server) needs no further pause: whoever comes back finds the next one waiting.
 */
export function retryDelay(failures: number, tookMs: number, timing: OpcuaTiming): number {
  if (tookMs >= timing.longestRetryMs) return timing.firstRetryMs;
  return Math.min(timing.firstRetryMs * 2 ** Math.min(failures - 1, 20), timing.longestRetryMs);
}
