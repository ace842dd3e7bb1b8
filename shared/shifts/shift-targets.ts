import { z } from "zod";

/** A share of 1, e.g. 0.85 for 85 %. */
export const targetShare = z.number().gt(0).max(1);

/** Whether a shift's pieces are aimed at by all its machines together, or by each of them. */
export const targetScopes = ["shift", "machine"] as const;
export type TargetScope = (typeof targetScopes)[number];

/** What a shift aims at, as planned when it was expanded; null = no such target. */
export const shiftTargets = z.object({
  /** Good pieces. */
  pieces: z.int().min(0).nullable(),
  per: z.enum(targetScopes),
  oee: targetShare.nullable(),
  /** Good pieces of all pieces. */
  quality: targetShare.nullable(),
});
export type ShiftTargets = z.infer<typeof shiftTargets>;

export const noTargets: ShiftTargets = { pieces: null, per: "shift", oee: null, quality: null };

/** Good pieces that so many machines of a shift aim at together; null = no target, or none that can be told for a part of them. */
export function piecesAimedAt(
  targets: ShiftTargets,
  machines: { readonly asked: number; readonly ofShift: number },
): number | null {
  if (targets.pieces === null) return null;
  switch (targets.per) {
    case "machine":
      return targets.pieces * machines.asked;
    case "shift":
      return machines.asked === machines.ofShift ? targets.pieces : null;
    default:
      return targets.per satisfies never;
  }
}
