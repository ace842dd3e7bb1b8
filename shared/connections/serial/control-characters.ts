const named: Readonly<Record<string, number>> = { r: 13, n: 10, t: 9, e: 27, "\\": 92 };
const names = new Map(Object.entries(named).map(([letter, byte]) => [byte, `\\${letter}`]));

const escapes = /\\(?:x([0-9a-fA-F]{2})|([rnte\\]))|([^\\])/gsu;

/** UTF-8 of one character, the way a settings form sends it. */
const utf8 = (character: string): number[] =>
  [...encodeURIComponent(character).matchAll(/%([0-9A-F]{2})|(.)/gs)].map(([, hex, plain]) =>
    hex === undefined ? plain!.charCodeAt(0) : Number.parseInt(hex, 16),
  );

/**
 * The bytes of characters as people type them: `\r \n \t \e \\` and `\x02` stand for control characters, anything
 * else for itself (beyond ASCII as UTF-8).
 */
export function bytesOfCharacters(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const [, hex, letter, plain] of text.matchAll(escapes)) {
    if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else if (letter !== undefined) bytes.push(named[letter]!);
    else bytes.push(...utf8(plain!));
  }
  return Uint8Array.from(bytes);
}

/** Bytes as a person can read and type them: printable ASCII as it is, everything else escaped. */
export const charactersOfBytes = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => {
    const name = names.get(byte);
    if (name !== undefined) return name;
    if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
    return `\\x${byte.toString(16).padStart(2, "0")}`;
  }).join("");

/** What the characters of a telegram say: UTF-8 where the bytes are UTF-8, else Latin-1, which every byte is. */
export function textOfBytes(bytes: Uint8Array): string {
  const percent = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  try {
    return decodeURIComponent(percent);
  } catch {
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  }
}

/** Control characters that no telegram and no bar code has; GS and its neighbours (0x1c to 0x1f) separate fields of codes. */
const isNoise = (character: string): boolean => {
  const code = character.charCodeAt(0);
  return code < 9 || (code > 13 && code < 0x1b) || (code >= 0x7f && code < 0xa0);
};

/** Control characters where nobody sends any: what a wrong baud rate or a disturbed line makes. */
export const holdsNoise = (text: string): boolean => [...text].some(isNoise);

/** Nothing but characters a person could have typed or printed: no control characters, no broken UTF-8. */
export function isPrintable(bytes: Uint8Array): boolean {
  const text = textOfBytes(bytes);
  if (holdsNoise(text)) return false;
  return bytes.every((byte) => byte < 0x80) || text.length < bytes.length;
}
