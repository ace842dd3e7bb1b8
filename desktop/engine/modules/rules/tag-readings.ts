import type { TagId } from "#shared/kernel/id.ts";
import { hourMs } from "#shared/kernel/instant.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { TagValue } from "#shared/machines/sample.ts";
import type { TagReading, TagReadings } from "#shared/rules/tag-reading.ts";
import type { Reader } from "../../database/reader.ts";
import { findStoredTag, readTag } from "../../historian/read-samples.ts";
import { isBad } from "../../historian/sample-block.ts";
import { readingBefore } from "../historian/tag-series.ts";

/** Samples are read in pieces of this length: stops that follow each other share them. */
const pieceMs = 2 * hourMs;

interface Piece {
  readonly start: number;
  /** What held when the piece begins; undefined = nothing is known. */
  readonly before: TagValue | undefined;
  /** Trustworthy samples in order of time. */
  readonly samples: readonly { readonly at: number; readonly value: TagValue }[];
}

/** Looks up what tags told around stops. Reads each piece of the historian once as long as stops come in order. */
export class TagLookup {
  readonly #reader: Reader;
  readonly #ids = new Map<string, TagId | null>();
  readonly #pieces = new Map<TagId, Piece>();

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** Readings by tag code. Tags nobody knows are left out. */
  async around(codes: readonly string[], stop: Span): Promise<TagReadings> {
    const readings = new Map<string, TagReading>();
    for (const code of codes) {
      const id = await this.#idOf(code);
      if (id !== null) readings.set(code, await this.#reading(id, stop));
    }
    return readings;
  }

  async #idOf(code: string): Promise<TagId | null> {
    const known = this.#ids.get(code);
    if (known !== undefined) return known;
    const row = await this.#reader
      .selectFrom("tag")
      .select("id")
      .where("code", "=", code)
      .executeTakeFirst();
    this.#ids.set(code, row?.id ?? null);
    return row?.id ?? null;
  }

  async #reading(tag: TagId, { start, end }: Span): Promise<TagReading> {
    let atStart: TagValue | undefined;
    const within: TagValue[] = [];
    const first = Math.floor(start / pieceMs) * pieceMs;
    for (let at = first; at < Math.max(end, start + 1); at += pieceMs) {
      const piece = await this.#pieceAt(tag, at);
      if (at === first) atStart = piece.before;
      for (const sample of piece.samples) {
        if (sample.at <= start) atStart = sample.value;
        else if (sample.at < end) within.push(sample.value);
        else break;
      }
    }
    return { atStart, within };
  }

  async #pieceAt(tag: TagId, start: number): Promise<Piece> {
    const known = this.#pieces.get(tag);
    if (known?.start === start) return known;
    const stored = await findStoredTag(this.#reader, tag);
    const held = stored === undefined ? null : await readingBefore(this.#reader, stored, start);
    const samples =
      stored === undefined ? [] : await readTag(this.#reader, tag, { start, end: start + pieceMs });
    const piece = {
      start,
      before: held?.text ?? held?.value ?? undefined,
      samples: samples.filter(({ status }) => !isBad(status)),
    };
    this.#pieces.set(tag, piece);
    return piece;
  }
}
