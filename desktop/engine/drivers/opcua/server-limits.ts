import type { OpcuaSettings } from "#shared/connections/opcua-settings.ts";

/** What a server can take. */
export interface ServerLimits {
  /** Nodes per call, by kind of call. */
  readonly itemsPerCall: number;
  readonly nodesPerRead: number;
  readonly nodesPerHistoryRead: number;
  /** Infinity = no limit known. */
  readonly itemsPerSubscription: number;
}

/** What the server says of itself (Part 5, 6.3.11); null = says nothing. 0 = no limit. */
export interface ToldLimits {
  readonly itemsPerCall: number | null;
  readonly nodesPerRead: number | null;
  readonly nodesPerHistoryRead: number | null;
  readonly itemsPerSubscription: number | null;
}

/** Limits that servers have whatever they tell. Sources: manuals of the S7 families, Kepware's and Ignition's defaults. */
const profiles = {
  generic: { perCall: 1_000, perSubscription: Number.POSITIVE_INFINITY },
  s7_1200: { perCall: 100, perSubscription: 1_000 },
  s7_1500: { perCall: 500, perSubscription: 10_000 },
  kepware: { perCall: 1_000, perSubscription: Number.POSITIVE_INFINITY },
} as const satisfies Record<
  OpcuaSettings["profile"],
  { readonly perCall: number; readonly perSubscription: number }
>;

/** Continuation points are scarce at servers: Part 4, 7.9 lets one have a single one per session. */
const mostHistoryNodes = 50;

/** The smaller of what the server tells and what its profile knows. */
export function serverLimits(profile: OpcuaSettings["profile"], told: ToldLimits): ServerLimits {
  const { perCall, perSubscription } = profiles[profile];
  const least = (limit: number | null, known: number): number =>
    limit !== null && limit > 0 ? Math.min(limit, known) : known;
  return {
    itemsPerCall: least(told.itemsPerCall, perCall),
    nodesPerRead: least(told.nodesPerRead, perCall),
    nodesPerHistoryRead: least(told.nodesPerHistoryRead, mostHistoryNodes),
    itemsPerSubscription: least(told.itemsPerSubscription, perSubscription),
  };
}
