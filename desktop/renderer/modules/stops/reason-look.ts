import type { ReasonCategory } from "#shared/stops/reason-category.ts";
import type { NamedReason } from "#shared/stops/stop-row.ts";
import { reasonName } from "../rules/reason-name.ts";

/** Colours of the categories: apart from each other for every eye, and none of a machine's state. */
export const categoryColours: Readonly<Record<ReasonCategory, string>> = {
  planned: "#64748b",
  breakdown: "#be185d",
  changeover: "#4f46e5",
  minor: "#a16207",
  quality: "#7e22ce",
  material: "#0f766e",
  operator: "#0369a1",
  external: "#57534e",
};

/** The reason's own colour, else that of its category. */
export const reasonColour = (reason: Pick<NamedReason, "colour" | "category">): string =>
  reason.colour ?? categoryColours[reason.category];

/** A reason for the eye: its name in the person's language and its colour. */
export const reasonLook = (reason: NamedReason, language: string) => ({
  name: reasonName(reason, language),
  colour: reasonColour(reason),
});
