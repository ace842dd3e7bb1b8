import type { Telegram } from "#shared/connections/serial-settings.ts";
import type { CharacterLine, LineListener } from "./character-line.ts";
import type { LineTrouble } from "./line-trouble.ts";
import type { LineRecord } from "./line-verdict.ts";
import { RequestCycle } from "./request-cycle.ts";
import { isGarbage, TelegramIntake } from "./telegram-intake.ts";
import type { Heard } from "./telegram-intake.ts";

/** What a conversation tells; after `ended` nothing more. */
export interface ConversationListener {
  heard(heard: Heard): void;
  timedOut(): void;
  ended(trouble: LineTrouble): void;
}

export interface ConversationParts {
  readonly telegram: Telegram;
  readonly monotonic: () => number;
  readonly listener: ConversationListener;
  /** Opens the line; rejects with what `lineTroubleOf` explains. */
  open(listener: LineListener): Promise<CharacterLine>;
}

/** A half telegram that gets nothing more for this long will not be completed. */
const halfLimitMs = 3_000;
const tickMs = 500;

/** One open line and everything said over it, until it is closed or lost. */
export class LineConversation {
  readonly intake: TelegramIntake;
  readonly #parts: ConversationParts;
  readonly #cycle: RequestCycle;
  #line: CharacterLine | null = null;
  #tick: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;
  #record: LineRecord;
  #isOver = false;

  private constructor(parts: ConversationParts) {
    this.#parts = parts;
    this.intake = new TelegramIntake(parts.telegram);
    this.#record = {
      openedAt: parts.monotonic(),
      goodAt: null,
      bytesAt: null,
      timeouts: 0,
      garbage: 0,
    };
    this.#cycle = new RequestCycle({
      exchange: parts.telegram.exchange,
      write: (bytes) => this.#line?.write(bytes) ?? Promise.resolve(),
      clear: () => this.intake.clear(),
      monotonic: parts.monotonic,
      timedOut: () => {
        this.#record = { ...this.#record, timeouts: this.#record.timeouts + 1 };
        parts.listener.timedOut();
      },
    });
  }

  /** Opens the line and begins. Rejects with what `lineTroubleOf` explains. */
  static async begin(parts: ConversationParts): Promise<LineConversation> {
    const conversation = new LineConversation(parts);
    conversation.#line = await parts.open({
      received: (bytes) => conversation.#received(bytes),
      lost: (trouble) => conversation.#lost(trouble),
    });
    conversation.#tick = setInterval(() => conversation.#dropHalf(), tickMs);
    void conversation.#cycle.run();
    return conversation;
  }

  get record(): LineRecord {
    return this.#record;
  }

  /** Starts a device anew that sends by itself and has gone quiet. */
  nudge(): void {
    const { exchange } = this.#parts.telegram;
    if (exchange.type === "listen" && exchange.request !== undefined) void this.#cycle.run();
  }

  /** Never rejects. */
  async close(): Promise<void> {
    this.#end();
    await this.#line?.close();
  }

  #end(): void {
    this.#isOver = true;
    clearInterval(this.#tick);
    clearTimeout(this.#silence);
    this.#cycle.stop();
  }

  #lost(trouble: LineTrouble): void {
    if (this.#isOver) return;
    this.#end();
    this.#parts.listener.ended(trouble);
  }

  #received(bytes: Uint8Array): void {
    if (this.#isOver) return;
    const now = this.#parts.monotonic();
    this.#record = { ...this.#record, bytesAt: now };
    this.#tell(this.intake.push(bytes, now));
    this.#awaitSilence();
  }

  /** A pause counts from the newest characters; a timer that fires late may have overtaken some that wait to be read. */
  #awaitSilence(): void {
    const { silenceEndMs } = this.#parts.telegram;
    if (silenceEndMs === undefined || this.#isOver) return;
    clearTimeout(this.#silence);
    const dueAt = this.#parts.monotonic() + silenceEndMs;
    this.#silence = setTimeout(() => {
      const now = this.#parts.monotonic();
      if (now - dueAt > silenceEndMs / 2) this.#awaitSilence();
      else this.#tell(this.intake.endBySilence(now));
    }, silenceEndMs);
  }

  #dropHalf(): void {
    const now = this.#parts.monotonic();
    const { bytesAt } = this.#record;
    if (this.intake.isHolding && bytesAt !== null && now - bytesAt > halfLimitMs)
      this.#tell(this.intake.dropHeld(now));
  }

  #tell(all: readonly Heard[]): void {
    for (const heard of all) {
      if (this.#isOver) return;
      const isLate = this.#cycle.isResetting;
      this.#cycle.heard(heard.raw);
      if (isLate) continue;
      this.#note(heard);
      this.#parts.listener.heard(heard);
    }
  }

  #note(heard: Heard): void {
    const isGood =
      heard.kind === "repeat" ||
      (heard.kind === "telegram" &&
        (heard.reading.kind === "fields" || heard.reading.kind === "device_error"));
    if (isGood)
      this.#record = {
        ...this.#record,
        goodAt: this.#parts.monotonic(),
        timeouts: 0,
        garbage: 0,
      };
    else if (isGarbage(heard))
      this.#record = { ...this.#record, garbage: this.#record.garbage + 1 };
  }
}
