import type { Language } from "#shared/kernel/language.ts";

export interface FirstRunValues {
  name: string;
  zone: string;
  language: Language;
  username: string;
  displayName: string;
  password: string;
  repeated: string;
  start: "empty" | "demo";
}

interface FirstRunStep {
  readonly id: "plant" | "user" | "start";
  readonly fields: readonly (keyof FirstRunValues)[];
}

/** The wizard's steps in order, with the fields each asks for. */
export const firstRunSteps: readonly FirstRunStep[] = [
  { id: "plant", fields: ["name", "zone", "language"] },
  { id: "user", fields: ["displayName", "username", "password", "repeated"] },
  { id: "start", fields: ["start"] },
];

/** Index of the step that asks for a field; the first for a field no step asks for. */
export function stepOfField(field: string): number {
  return Math.max(
    0,
    firstRunSteps.findIndex((step) => step.fields.some((known) => known === field)),
  );
}
