import type { HandoverNotes } from "#shared/handover/handover-notes.ts";

/** The remarks as the form holds them. */
export interface NoteValues {
  production: string;
  quality: string;
  machines: string;
  material: string;
  safety: string;
  next: string;
  /** '' = not said. */
  safetyIncident: "" | "yes" | "no";
  /** '' = not counted. */
  wipPieces: number | "";
}

export function valuesOf(notes: HandoverNotes): NoteValues {
  const { production, quality, machines, material, safety, next } = notes;
  return {
    production,
    quality,
    machines,
    material,
    safety,
    next,
    safetyIncident: notes.safetyIncident === null ? "" : notes.safetyIncident ? "yes" : "no",
    wipPieces: notes.wipPieces ?? "",
  };
}

export function notesOf(values: NoteValues): HandoverNotes {
  const { production, quality, machines, material, safety, next } = values;
  return {
    production,
    quality,
    machines,
    material,
    safety: values.safetyIncident === "yes" ? safety : "",
    next,
    safetyIncident: values.safetyIncident === "" ? null : values.safetyIncident === "yes",
    wipPieces: values.wipPieces === "" ? null : values.wipPieces,
  };
}
