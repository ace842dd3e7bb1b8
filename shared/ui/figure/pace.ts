/** Pieces made against pieces due by now. */
export type Pace =
  | { readonly kind: "unknown" }
  | { readonly kind: "on" }
  | { readonly kind: "ahead" | "behind"; readonly pieces: number };

/** Closer than this share of what is due is "on pace": a board must not flicker over single pieces. */
const tolerance = 0.005;

/** The distance in whole pieces; `due` null = no ideal cycle or target known. */
export function paceOf(good: number, due: number | null): Pace {
  if (due === null) return { kind: "unknown" };
  const distance = good - due;
  if (Math.abs(distance) < Math.max(1, due * tolerance)) return { kind: "on" };
  return { kind: distance > 0 ? "ahead" : "behind", pieces: Math.floor(Math.abs(distance)) };
}

/** Where made and due lie on one shared scale, 0..1; a little room stays beyond the greater one. */
export function paceScale(
  good: number,
  due: number,
): { readonly good: number; readonly due: number } {
  const end = Math.max(good, due) * 1.06;
  return end <= 0 ? { good: 0, due: 0 } : { good: Math.max(0, good) / end, due: due / end };
}
