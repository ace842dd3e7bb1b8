import type { Telegram } from "../serial-settings.ts";
import { checksumLength, isChecksumOf } from "./checksum.ts";
import { bytesOfCharacters } from "./control-characters.ts";

/** What arrived, cut at its marks. */
export type FramedPiece =
  | { readonly kind: "frame"; readonly content: Uint8Array; readonly raw: Uint8Array }
  | {
      readonly kind: "dropped";
      readonly why: "bad_checksum" | "over_long" | "cut_off";
      readonly raw: Uint8Array;
    };

/** How telegrams are told apart in a stream of characters. */
export type TelegramFraming = Pick<Telegram, "start" | "end" | "maxBytes" | "checksum">;

const lineFeed = 10;
const carriageReturn = 13;
/** What stands around a telegram and says nothing: line breaks, and the NUL that a break on the line makes. */
const isPadding = (byte: number | undefined): boolean =>
  byte === lineFeed || byte === carriageReturn || byte === 0;

/** Where `mark` stands in `bytes` from `from` on; -1 = nowhere. */
function indexOfMark(bytes: Uint8Array, mark: Uint8Array, from: number): number {
  const last = bytes.length - mark.length;
  for (let at = bytes.indexOf(mark[0]!, from); at >= 0 && at <= last;) {
    if (mark.every((byte, offset) => bytes[at + offset] === byte)) return at;
    at = bytes.indexOf(mark[0]!, at + 1);
  }
  return -1;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/**
 * Cuts a stream of characters, in pieces of any size, into telegrams. After damage it takes up again at the next start
 * mark (without one: after the next end mark), so one bad telegram never costs the next. Never holds more than the
 * longest telegram and the piece just given.
 */
export class TelegramFramer {
  readonly #start: Uint8Array;
  readonly #end: Uint8Array;
  readonly #checksum: Telegram["checksum"];
  readonly #checksumLength: number;
  readonly #maxBytes: number;
  /** A start mark of a control character never stands inside a telegram; a printable one may. */
  readonly #startIsUnique: boolean;
  #held: Uint8Array = new Uint8Array(0);
  /** Inside an over-long telegram without a start mark: everything up to the next end mark belongs to it. */
  #isSkipping = false;

  constructor({ start, end, maxBytes, checksum }: TelegramFraming) {
    this.#start = bytesOfCharacters(start);
    this.#end = bytesOfCharacters(end);
    this.#maxBytes = maxBytes;
    this.#checksum = checksum;
    this.#checksumLength =
      checksum.type === "none" ? 0 : checksumLength(checksum.type, checksum.form);
    const sumMayLookLikeIt = checksum.form === "raw" && checksum.place === "before_end";
    this.#startIsUnique = this.#start.length > 0 && this.#start[0]! < 0x20 && !sumMayLookLikeIt;
  }

  /** What has arrived and is no telegram yet. */
  get held(): Uint8Array {
    return this.#held;
  }

  /** Takes the next piece; gives the telegrams it completes and the ones it shows to be damaged, in order. */
  push(piece: Uint8Array): FramedPiece[] {
    this.#held = joined(this.#held, piece);
    const found: FramedPiece[] = [];
    for (;;) {
      const one = this.#next();
      if (one === "wait") return found;
      if (one !== "again") found.push(one);
    }
  }

  /** The line has paused where a pause ends a telegram: what is held is one. */
  endBySilence(): FramedPiece[] {
    const held = this.#held;
    this.clear();
    const length = this.#checksumLength;
    const body = held.subarray(this.#start.length);
    if (held.length <= this.#start.length + length) return [];
    if (!this.#start.every((byte, at) => held[at] === byte))
      return [{ kind: "dropped", why: "cut_off", raw: held }];
    const content = body.subarray(0, body.length - length);
    if (length > 0 && !this.#isIntact(content, body.subarray(body.length - length)))
      return [{ kind: "dropped", why: "bad_checksum", raw: held }];
    return this.#framed(content, held);
  }

  /** The line has been quiet for so long that what is held will never be completed. */
  dropHeld(): FramedPiece[] {
    const raw = this.#held;
    this.clear();
    return raw.length === 0 ? [] : [{ kind: "dropped", why: "cut_off", raw }];
  }

  /** Forgets what is held: before a new request, so that a late half answer is not read with the next. */
  clear(): void {
    this.#held = new Uint8Array(0);
    this.#isSkipping = false;
  }

  #next(): FramedPiece | "wait" | "again" {
    if (this.#isSkipping) return this.#skipOn();
    if (!this.#moveToStart()) return "wait";
    if (this.#end.length === 0) return this.#overLong() ?? "wait";
    const from = this.#start.length;
    const end = indexOfMark(this.#held, this.#end, from);
    if (this.#startIsUnique) {
      const again = indexOfMark(this.#held, this.#start, from);
      if (again >= 0 && (end < 0 || again < end)) return this.#dropUpTo(again, "cut_off");
    }
    if (end < 0) return this.#overLong() ?? "wait";
    return this.#closed(end);
  }

  /** Drops noise before a start mark; false = no whole start mark yet. */
  #moveToStart(): boolean {
    if (this.#held.length === 0) return false;
    if (this.#start.length === 0) return true;
    const at = indexOfMark(this.#held, this.#start, 0);
    const kept = at >= 0 ? at : Math.max(0, this.#held.length - this.#start.length + 1);
    this.#held = this.#held.slice(kept);
    return at >= 0;
  }

  /** The end mark stands at `end`: a telegram if its checksum says so. */
  #closed(firstEnd: number): FramedPiece | "wait" | "again" {
    const isAfter = this.#checksum.place === "after_end";
    const length = this.#checksumLength;
    const from = this.#start.length;
    // A raw checksum before the end mark may itself look like the end mark: then the end stands a little later.
    const mayMove = length > 0 && !isAfter && this.#checksum.form === "raw";
    for (let end = firstEnd; end >= 0 && end <= firstEnd + (mayMove ? length : 0);) {
      const total = end + this.#end.length + (isAfter ? length : 0);
      if (total > this.#maxBytes) return this.#overLong() ?? this.#dropUpTo(total, "over_long");
      if (this.#held.length < total) return "wait";
      const contentEnd = isAfter ? end : end - length;
      if (contentEnd >= from) {
        const content = this.#held.slice(from, contentEnd);
        const sumAt = isAfter ? end + this.#end.length : contentEnd;
        if (length === 0 || this.#isIntact(content, this.#held.slice(sumAt, sumAt + length))) {
          const raw = this.#held.slice(0, total);
          this.#held = this.#held.slice(total);
          return this.#framed(content, raw)[0] ?? "again";
        }
      }
      if (mayMove && this.#held.length < firstEnd + length + this.#end.length) return "wait";
      end = mayMove ? indexOfMark(this.#held, this.#end, end + 1) : -1;
    }
    const total = firstEnd + this.#end.length + (isAfter ? length : 0);
    // A start mark inside may begin the telegram that the noise before it has hidden.
    const again = this.#start.length > 0 ? indexOfMark(this.#held, this.#start, 1) : -1;
    return this.#dropUpTo(again > 0 && again < total ? again : total, "bad_checksum");
  }

  #isIntact(content: Uint8Array, received: Uint8Array): boolean {
    const { type, over, form } = this.#checksum;
    if (type === "none") return true;
    const withStart =
      over === "start_and_content" || over === "start_content_and_end"
        ? joined(this.#start, content)
        : content;
    const part =
      over === "content_and_end" || over === "start_content_and_end"
        ? joined(withStart, this.#end)
        : withStart;
    return isChecksumOf(type, form, part, received);
  }

  /** Without marks and checksum, line breaks and NULs around a content are no part of it. */
  #framed(content: Uint8Array, raw: Uint8Array): FramedPiece[] {
    if (this.#start.length > 0 || this.#checksumLength > 0)
      return [{ kind: "frame", content, raw }];
    let [from, to] = [0, content.length];
    while (from < to && isPadding(content[from])) from += 1;
    while (to > from && isPadding(content[to - 1])) to -= 1;
    return from === to ? [] : [{ kind: "frame", content: content.subarray(from, to), raw }];
  }

  #overLong(): FramedPiece | null {
    if (this.#held.length <= this.#maxBytes) return null;
    if (this.#start.length > 0) {
      const again = indexOfMark(this.#held, this.#start, 1);
      const tail = this.#held.length - this.#start.length + 1;
      return this.#dropUpTo(again > 0 ? again : tail, "over_long");
    }
    const end = this.#end.length === 0 ? -1 : indexOfMark(this.#held, this.#end, 0);
    if (end >= 0) return this.#dropUpTo(end + this.#end.length, "over_long");
    this.#isSkipping = this.#end.length > 0;
    return this.#dropUpTo(this.#held.length - Math.max(0, this.#end.length - 1), "over_long");
  }

  #skipOn(): "wait" | "again" {
    const end = indexOfMark(this.#held, this.#end, 0);
    if (end < 0) {
      this.#held = this.#held.slice(Math.max(0, this.#held.length - this.#end.length + 1));
      return "wait";
    }
    this.#held = this.#held.slice(end + this.#end.length);
    this.#isSkipping = false;
    return "again";
  }

  #dropUpTo(to: number, why: "bad_checksum" | "over_long" | "cut_off"): FramedPiece {
    const raw = this.#held.slice(0, to);
    this.#held = this.#held.slice(to);
    return { kind: "dropped", why, raw };
  }
}
