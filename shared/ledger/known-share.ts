import { provenances } from "../machines/machine-state.ts";
import type { KnownBy } from "./known-by.ts";

/** Every way a minute is known, the most trustworthy first, and the one in which it is not. */
export const knowledgeKinds = [...provenances, "unknown"] as const;
export type KnowledgeKind = (typeof knowledgeKinds)[number];

/** One kind's part of some time; the shares of all kinds add up to 1. */
export interface KnownShare {
  readonly kind: KnowledgeKind;
  readonly share: number;
  readonly ms: number;
}

/** The kinds that occur, in their order; none when there is no time at all. */
export function knownShares(knownBy: KnownBy): KnownShare[] {
  const total = knowledgeKinds.reduce((sum, kind) => sum + knownBy[kind], 0);
  return knowledgeKinds.flatMap((kind) =>
    knownBy[kind] > 0 ? [{ kind, share: knownBy[kind] / total, ms: knownBy[kind] }] : [],
  );
}
