import { codePart } from "../tags/propose-tag.ts";

/** A code for a connection of this name: `Press 4 (Süd)` → `PRESS-4-SUED`. */
export const proposedCode = (name: string): string =>
  codePart(name).toUpperCase().slice(0, 40).replace(/-+$/, "");
