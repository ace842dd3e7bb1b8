import type { SuggestionFeature } from "./suggestion.ts";

/** What is known of a stop when its reason is asked for. */
export interface StopTraits {
  readonly machineId: string;
  /** The machine's own words; null = it said nothing. */
  readonly cause: string | null;
  readonly productId: string | null;
  /** Null while the stop stands: nobody knows yet how long it will last. */
  readonly elapsedMs: number | null;
  /** Since the product or order was set; null = none was. */
  readonly sinceChangeoverMs: number | null;
  /** Reason of the stop before on the same machine. */
  readonly previousReasonId: string | null;
}

/** A reason that a person chose. */
export interface Choice extends StopTraits {
  readonly at: number;
  readonly reasonId: string;
}

const minute = 60_000;

/** Buckets by the minutes at which the next one begins. */
const bucketsOf =
  (edges: readonly number[]) =>
  (ms: number): string =>
    String(edges.filter((edge) => ms >= edge * minute).length);

/** Below 2, 5, 15, 60, 240 minutes, or longer. */
export const durationBucket = bucketsOf([2, 5, 15, 60, 240]);
/** Below 15, 60, 240 minutes, or longer. */
export const changeoverBucket = bucketsOf([15, 60, 240]);

/** Features that are weighed one by one; the signature is the cause as this machine means it. */
export const weighedFeatures = [
  "machine",
  "cause",
  "product",
  "duration",
  "changeover",
  "previous",
] as const satisfies readonly SuggestionFeature[];
export type WeighedFeature = (typeof weighedFeatures)[number];

/** Values of the features; null = says nothing about this stop. */
export const featuresOf = (
  traits: StopTraits,
): Readonly<Record<WeighedFeature, string | null>> => ({
  machine: traits.machineId,
  // A machine that says nothing tells something, too.
  cause: traits.cause ?? "",
  product: traits.productId,
  duration: traits.elapsedMs === null ? null : durationBucket(traits.elapsedMs),
  changeover: traits.sinceChangeoverMs === null ? null : changeoverBucket(traits.sinceChangeoverMs),
  previous: traits.previousReasonId,
});
