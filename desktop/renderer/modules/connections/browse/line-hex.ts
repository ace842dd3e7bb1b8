import { bytesOfCharacters } from "#shared/connections/serial/control-characters.ts";

/** The bytes of an escaped telegram: `S\r\n` → `53 0D 0A`. */
export const hexOf = (escaped: string): string =>
  Array.from(bytesOfCharacters(escaped), (byte) =>
    byte.toString(16).toUpperCase().padStart(2, "0"),
  ).join(" ");
