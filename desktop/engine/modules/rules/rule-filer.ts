import type { MachineId, ReasonId, ReasonRuleId } from "#shared/kernel/id.ts";
import { hourMs } from "#shared/kernel/instant.ts";
import type { Span } from "#shared/kernel/span.ts";
import { RuleBook, type Answer } from "#shared/rules/ask-rules.ts";
import { planFilings, type Filing, type HeldClass } from "#shared/rules/plan-filings.ts";
import type { StandingStop } from "#shared/rules/standing-stop.ts";
import type { Suggestion } from "#shared/rules/suggestion.ts";
import { engineActor } from "../../database/actor.ts";
import type { PlantDatabase } from "../../database/open-database.ts";
import type { Reader } from "../../database/reader.ts";
import { write } from "../../database/write.ts";
import type { Writer } from "../../database/writer.ts";
import type { Identity } from "../../identity.ts";
import { exclusively } from "../../pipeline/exclusive.ts";
import type { FactsPort } from "../../facts-port.ts";
import { knownUntil } from "../oee/known-until.ts";
import { findPlant } from "../plant/plant.store.ts";
import { measuredStops, type MeasuredStops } from "./measured-stops.ts";
import type { DuePiece, RuleDue } from "./rule-due.ts";
import { activeRules, suggestionPolicyOf } from "./rule.store.ts";
import { TagLookup } from "./tag-readings.ts";

/** One piece is no more of a machine's time. */
const longestPieceMs = 24 * hourMs;
/** Pieces of one turn; the rest waits for the next, so that capture goes first. */
const piecesPerTurn = 8;
const betweenPiecesMs = 20;
/** Stops that stand are asked about so often: they have become longer. */
const standingEveryMs = 10_000;

export interface RuleFilerParts {
  readonly database: PlantDatabase;
  readonly identity: Identity;
  readonly due: RuleDue;
  readonly facts: Pick<FactsPort, "mark" | "forget" | "changed">;
  /** What people would most probably say, from a reader thread. */
  readonly suggest: (machineId: MachineId, at: number) => Promise<readonly Suggestion[]>;
}

/** A class that nobody but the engine gave. */
interface GivenClass {
  readonly start: number;
  readonly end: number | null;
  readonly reasonId: string;
  readonly ruleId: string | null;
  readonly name: string;
  readonly note: string;
}

const givenBy = ({ start, end, rule }: Filing): GivenClass => ({
  start,
  end,
  reasonId: rule.reasonId,
  ruleId: rule.id,
  name: rule.name,
  note: "",
});

/**
 * Gives stops the reasons that rules say they have: when facts came, when a stop has stood longer, when rules changed.
 * Small pieces beside capture. The same facts and rules always lead to the same classes, so that work cut off by a
 * crash is simply done again.
 */
export class RuleFiler {
  readonly #parts: RuleFilerParts;
  #standingAt = 0;

  constructor(parts: RuleFilerParts) {
    this.#parts = parts;
  }

  /** One turn beside capture: what came is found, and some of what is due is asked about. */
  async turn(): Promise<void> {
    const { database, identity } = this.#parts;
    const now = identity.now();
    const withStanding = Math.abs(now - this.#standingAt) >= standingEveryMs;
    if (withStanding) this.#standingAt = now;
    await this.lookAround(withStanding);
    for (let piece = 0; piece < piecesPerTurn && database.raw.open; piece++) {
      if ((await this.fileNext()) === null) return;
      await new Promise((resolve) => setTimeout(resolve, betweenPiecesMs));
    }
  }

  /** Finds what came since the last turn, and stops that have become longer. */
  async lookAround(withStanding: boolean): Promise<void> {
    const { database, due } = this.#parts;
    await exclusively(database, () =>
      database.raw.transaction(() => {
        due.readEvents();
        if (withStanding) due.markStanding();
      })(),
    );
  }

  /** Asks about one piece of the time that is due. Returns how many classes changed, or null when nothing is due. */
  async fileNext(): Promise<number | null> {
    const { database, identity, due } = this.#parts;
    const piece = due.next(longestPieceMs);
    if (piece === undefined) return null;
    const plant = await findPlant(database.reader);
    const rules = await activeRules(database.reader);
    const policy = plant === undefined ? null : suggestionPolicyOf(plant);
    if (plant === undefined || (rules.length === 0 && policy?.autoFileAbove == null)) {
      await exclusively(database, () => due.clear());
      return 0;
    }
    const now = await knownUntil(database.reader, identity.now());
    const measured = await measuredStops(database.reader, piece.machineId, piece, now);
    const book = new RuleBook(rules, plant.zone);
    const answers = await answersOf(database.reader, book, measured.stops);
    const { withdrawn, filed } = planFilings(
      measured.within,
      measured.stops,
      measured.held,
      new Map(rules.map((rule) => [rule.id, rule])),
      (stop) => answers.get(stop) ?? null,
    );
    const given = filed.map(givenBy);
    if (policy?.autoFileAbove != null)
      given.push(
        ...(await this.#sureOnes(piece.machineId, measured, answers, policy.autoFileAbove)),
      );
    await this.#store(piece, withdrawn, given, now);
    return withdrawn.length + given.length;
  }

  /** Ended stops that nobody and no rule explains, where people would say the same almost every time. */
  async #sureOnes(
    machineId: MachineId,
    { stops, held, intervals }: MeasuredStops,
    answers: ReadonlyMap<StandingStop, Answer>,
    above: number,
  ): Promise<GivenClass[]> {
    const sure: GivenClass[] = [];
    for (const stop of stops) {
      const isExplained =
        stop.isOpen ||
        answers.get(stop) != null ||
        !stop.states.some((state) => state === "stopped" || state === "down") ||
        held.some((said) => said.start < stop.end && said.end > stop.start) ||
        intervals.some(
          ({ start, reasonId }) => reasonId !== null && start >= stop.start && start < stop.end,
        );
      if (isExplained) continue;
      const [best] = await this.#parts.suggest(machineId, stop.start);
      if (best === undefined || best.confidence < above) continue;
      const note = `${Math.round(best.confidence * 100)} %`;
      sure.push({ ...stop, reasonId: best.reason.id, ruleId: null, name: "Suggestion", note });
    }
    return sure;
  }

  async #store(
    piece: DuePiece,
    withdrawn: readonly HeldClass[],
    given: readonly GivenClass[],
    now: number,
  ): Promise<void> {
    const { database, identity, due, facts } = this.#parts;
    const { machineId } = piece;
    if (withdrawn.length === 0 && given.length === 0) {
      await exclusively(database, () => {
        if (due.isStill(piece)) due.done(piece);
      });
      return;
    }
    const command = { actor: engineActor("rules"), operation: "rules.file", commandId: null };
    try {
      await write(database, identity, command, async (writer) => {
        // Somebody said or changed something while this was thought out: once more, from what holds now.
        if (!due.isStill(piece)) return;
        due.done(piece);
        await withdraw(writer, withdrawn, identity.now());
        for (const one of given) await file(writer, identity, machineId, one);
        for (const span of touched(withdrawn, given, now)) facts.mark(machineId, span);
        writer.afterCommit(() => facts.changed(machineId));
      });
    } catch (error) {
      facts.forget();
      throw error;
    }
  }
}

async function answersOf(
  reader: Reader,
  book: RuleBook,
  stops: readonly StandingStop[],
): Promise<ReadonlyMap<StandingStop, Answer>> {
  const tags = new TagLookup(reader);
  const answers = new Map<StandingStop, Answer>();
  for (const stop of stops)
    answers.set(stop, book.ask(stop, await tags.around(book.tagsFor(stop), stop)));
  return answers;
}

async function withdraw(
  writer: Writer,
  withdrawn: readonly HeldClass[],
  now: number,
): Promise<void> {
  for (const { id } of withdrawn) {
    const row = await writer
      .selectFrom("stop_class")
      .selectAll()
      .where("id", "=", id as never)
      .where("superseded_at", "is", null)
      .executeTakeFirst();
    if (row) await writer.putFact("stop_class", { ...row, superseded_at: now });
  }
}

const file = (
  writer: Writer,
  identity: Identity,
  machineId: MachineId,
  { start, end, reasonId, ruleId, name, note }: GivenClass,
): Promise<void> =>
  writer.putFact("stop_class", {
    id: identity.newId<"stop-class">(),
    machine_id: machineId,
    starts_at: start,
    ends_at: end,
    reason_id: reasonId as ReasonId,
    origin: "rule",
    rule_id: ruleId as ReasonRuleId | null,
    note,
    actor_id: null,
    actor_name: name,
    recorded_at: identity.now(),
    superseded_at: null,
    superseded_by: null,
    edit_id: null,
  });

/** The time whose figures change. A stop that still stands changes them up to now. */
const touched = (
  withdrawn: readonly HeldClass[],
  given: readonly GivenClass[],
  now: number,
): Span[] =>
  [...withdrawn, ...given].map(({ start, end }) => ({
    start,
    end: Math.max(start + 1, Math.min(end ?? now, now)),
  }));
