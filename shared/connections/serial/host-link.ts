import { checksumBytes } from "./checksum.ts";
import { bytesOfCharacters, charactersOfBytes } from "./control-characters.ts";

/** The most words whose answer fits one Host Link frame of 131 characters. */
export const hostLinkMaxWords = 30;

/** Which DM words of which unit to read. */
export interface HostLinkRead {
  /** 0 to 31. */
  readonly unit: number;
  /** 0 to 9999. */
  readonly firstWord: number;
  /** 1 to 30. */
  readonly words: number;
}

/** The request `@00RD0010000255*\r` as a settings form shows it, with its FCS. */
export function hostLinkRequest({ unit, firstWord, words }: HostLinkRead): string {
  const digits = (number: number, width: number) => String(number).padStart(width, "0");
  const text = `@${digits(unit, 2)}RD${digits(firstWord, 4)}${digits(words, 4)}`;
  return `${text}${charactersOfBytes(checksumBytes("xor", "hex", bytesOfCharacters(text)))}*\\r`;
}

/** What a request typed by a person reads; null = it is no DM read of this form. */
export function hostLinkReadOf(request: string): HostLinkRead | null {
  const parts = /^@(\d\d)RD(\d{4})(\d{4})[0-9A-F]{2}\*\\r$/.exec(request);
  if (parts === null) return null;
  return { unit: Number(parts[1]), firstWord: Number(parts[2]), words: Number(parts[3]) };
}
