import type { Telegram } from "#shared/connections/serial-settings.ts";
import {
  bytesOfCharacters,
  charactersOfBytes,
  isPrintable,
} from "#shared/connections/serial/control-characters.ts";
import { telegramReader } from "#shared/connections/serial/read-telegram.ts";
import type { TelegramReader } from "#shared/connections/serial/read-telegram.ts";
import { TelegramFramer } from "#shared/connections/serial/telegram-framer.ts";
import type { FramedPiece } from "#shared/connections/serial/telegram-framer.ts";
import type { TelegramReading } from "#shared/connections/serial/telegram-reading.ts";

/** What came over the line, one thing at a time. */
export type Heard =
  | { readonly kind: "telegram"; readonly reading: TelegramReading; readonly raw: Uint8Array }
  /** The same telegram once more within the time of the repeat filter: heard, and no reading. */
  | { readonly kind: "repeat"; readonly raw: Uint8Array }
  | {
      readonly kind: "dropped";
      readonly why: "bad_checksum" | "over_long" | "cut_off";
      readonly raw: Uint8Array;
    };

/** How many of the newest telegrams are kept for people to look at, and how much of each. */
const recentCount = 8;
const shownBytes = 200;

/** Makes readings of the characters of a line, counts what fails, keeps the newest telegrams as they came. */
export class TelegramIntake {
  readonly #framer: TelegramFramer;
  readonly #reader: TelegramReader;
  readonly #repeatFilterMs: number;
  /** Own requests that a two-wire line hands back. */
  readonly #echoes: readonly string[];
  #accepted: { readonly text: string; readonly at: number } | null = null;
  #recent: string[] = [];
  #tail: Uint8Array = new Uint8Array(0);

  constructor(telegram: Telegram) {
    this.#framer = new TelegramFramer(telegram);
    this.#reader = telegramReader(telegram);
    this.#repeatFilterMs = telegram.repeatFilterMs;
    const { exchange } = telegram;
    this.#echoes = [exchange.request, exchange.reset].flatMap((typed) =>
      typed === undefined ? [] : charactersOfBytes(bytesOfCharacters(typed)),
    );
  }

  /** The newest telegrams as they came, good or not, newest first. */
  get recent(): readonly string[] {
    return this.#recent;
  }

  /** The newest characters of the line, whatever they are. */
  get newestBytes(): Uint8Array {
    return this.#tail;
  }

  /** Characters wait for the rest of their telegram. */
  get isHolding(): boolean {
    return this.#framer.held.length > 0;
  }

  /** @param at milliseconds of any steady clock */
  push(bytes: Uint8Array, at: number): Heard[] {
    this.#tail = Buffer.concat([this.#tail, bytes]).subarray(-shownBytes);
    return this.#heard(this.#framer.push(bytes), at);
  }

  /** The line paused as long as ends a telegram. */
  endBySilence(at: number): Heard[] {
    return this.#heard(this.#framer.endBySilence(), at);
  }

  /** What is held will not be completed any more. */
  dropHeld(at: number): Heard[] {
    return this.#heard(this.#framer.dropHeld(), at);
  }

  /** Forgets a half telegram: before a request. */
  clear(): void {
    this.#framer.clear();
  }

  #heard(pieces: readonly FramedPiece[], at: number): Heard[] {
    return pieces.flatMap((piece): Heard[] => {
      const shown = charactersOfBytes(piece.raw.subarray(0, shownBytes));
      if (this.#echoes.includes(shown)) return [];
      this.#recent = [shown, ...this.#recent].slice(0, recentCount);
      if (piece.kind === "dropped") return [piece];
      const reading = this.#reader.read(piece.content);
      if (reading.kind === "fields" && this.#isRepeat(shown, at))
        return [{ kind: "repeat", raw: piece.raw }];
      return [{ kind: "telegram", reading, raw: piece.raw }];
    });
  }

  #isRepeat(text: string, at: number): boolean {
    if (this.#repeatFilterMs === 0) return false;
    const before = this.#accepted;
    if (before !== null && before.text === text && at - before.at < this.#repeatFilterMs)
      return true;
    this.#accepted = { text, at };
    return false;
  }
}

/** Something that no device of text says: a wrong baud rate or parity, or a disturbed line. */
export function isGarbage(heard: Heard): boolean {
  switch (heard.kind) {
    case "dropped":
      return heard.why !== "bad_checksum" || !isPrintable(heard.raw);
    case "telegram":
      return heard.reading.kind === "misfit" && !isPrintable(heard.raw);
    case "repeat":
      return false;
    default:
      return heard satisfies never;
  }
}
