import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { judgeLink, judgeMachine, type Verdict } from "#shared/alerts/judge-condition.ts";
import type { MachineObservation } from "#shared/alerts/machine-observation.ts";
import { ObservedAges, type Clocks } from "#shared/alerts/observed-age.ts";
import { nextState, timesOf, type RuleEvent, type RuleState } from "#shared/alerts/rule-state.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import type { BoardTile } from "#shared/machines/machines.contract.ts";
import { engineActor } from "../../database/actor.ts";
import type { PlantDatabase } from "../../database/open-database.ts";
import { write } from "../../database/write.ts";
import type { Writer } from "../../database/writer.ts";
import type { Identity } from "../../identity.ts";
import type { EngineLog } from "../../log/engine-log.ts";
import { activeRules, type AlertRule } from "./alert-rule.store.ts";
import { observeLinks } from "./observe-links.ts";
import { MachineObserver, type Wanted } from "./observe-machine.ts";
import { clearAlert, raiseAlert } from "./raise-alert.ts";
import { RuleMemories } from "./rule-memories.ts";

const lookEveryMs = 3_000;

export interface AlertWatchParts {
  readonly database: PlantDatabase;
  readonly identity: Identity;
  readonly log: EngineLog;
  /** Milliseconds of a clock that only goes forward. */
  readonly steady: () => number;
  readonly tiles: () => readonly BoardTile[];
  /** What counters told since the last look, by machine; taken away by it. */
  readonly takeSuspects: () => ReadonlyMap<MachineId, NonNullable<MachineObservation["suspect"]>>;
  readonly changed: () => void;
}

/** Something a rule has to say of a subject. */
interface Told {
  readonly rule: AlertRule;
  readonly subject: string;
  readonly machineId: MachineId | null;
  readonly before: RuleState;
  readonly after: RuleState;
  readonly event: RuleEvent | null;
}

const concerns = (rule: AlertRule, machines: Iterable<MachineId>): boolean =>
  rule.machineIds === null || [...machines].some((id) => rule.machineIds!.has(id));

/** Holds the alert rules against the plant every few seconds; raised and cleared are facts. */
export class AlertWatch {
  readonly #parts: AlertWatchParts;
  readonly #ages = new ObservedAges<string>();
  readonly #observer: MachineObserver;
  readonly #memories: RuleMemories;
  #timer: NodeJS.Timeout | undefined;
  #look: Promise<void> = Promise.resolve();
  #isStopped = true;

  constructor(parts: AlertWatchParts) {
    this.#parts = parts;
    this.#observer = new MachineObserver(parts.database.reader, this.#ages);
    this.#memories = new RuleMemories(parts.database.reader);
  }

  start(): void {
    this.#isStopped = false;
    this.#schedule();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#look;
  }

  #schedule(): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#look = this.look()
        .catch((error: unknown) =>
          this.#parts.log.error({ err: error }, "the alert rules could not be looked at"),
        )
        .finally(() => this.#schedule());
    }, lookEveryMs);
  }

  /** Holds every rule against the plant once. */
  async look(): Promise<void> {
    const { database, identity, takeSuspects, steady } = this.#parts;
    const suspects = takeSuspects();
    const rules = await activeRules(database.reader);
    const clocks = { wall: identity.now(), steady: steady() };
    const told =
      rules.length === 0
        ? []
        : [
            ...(await this.#lookAtMachines(rules, suspects, clocks)),
            ...(await this.#lookAtLinks(rules, clocks)),
          ];
    await this.#store(told);
    for (const { rule, subject, after } of told) this.#memories.keep(rule, subject, after);
    this.#memories.turn();
  }

  async #lookAtMachines(
    rules: readonly AlertRule[],
    suspects: ReadonlyMap<MachineId, NonNullable<MachineObservation["suspect"]>>,
    clocks: Clocks,
  ): Promise<Told[]> {
    const told: Told[] = [];
    for (const tile of this.#parts.tiles()) {
      const id = tile.machineId as MachineId;
      const own = rules.filter((rule) => concerns(rule, [id]));
      if (own.every(({ condition }) => condition.kind === "link_lost")) continue;
      const seen = await this.#observer.observe(
        tile,
        wantedBy(own),
        suspects.get(id) ?? null,
        clocks,
      );
      for (const rule of own) {
        const { condition, plannedTimeOnly } = rule;
        if (condition.kind === "link_lost") continue;
        told.push(
          await this.#told(rule, id, id, clocks, (state) =>
            judgeMachine(
              condition,
              plannedTimeOnly,
              seen,
              state.is === "raised" ? state.facts : null,
            ),
          ),
        );
      }
      // A machine costs a few milliseconds now and then: capture goes in between.
      await turnOfTheLoop();
    }
    return told;
  }

  async #lookAtLinks(rules: readonly AlertRule[], clocks: Clocks): Promise<Told[]> {
    const told: Told[] = [];
    if (!rules.some(({ condition }) => condition.kind === "link_lost")) return told;
    const { reader } = this.#parts.database;
    const tiles = this.#parts.tiles();
    for (const { id, machines, seen } of await observeLinks(reader, this.#ages, clocks)) {
      for (const rule of rules) {
        const { condition } = rule;
        if (condition.kind !== "link_lost" || machines.size === 0) continue;
        if (!concerns(rule, machines)) continue;
        const isPlanned = !rule.plannedTimeOnly || (await this.#isPlanned(machines, tiles, clocks));
        told.push(
          await this.#told(rule, id, null, clocks, () =>
            judgeLink(condition, rule.plannedTimeOnly, { ...seen, isPlanned }),
          ),
        );
      }
    }
    return told;
  }

  async #isPlanned(
    machines: ReadonlySet<MachineId>,
    tiles: readonly BoardTile[],
    clocks: Clocks,
  ): Promise<boolean> {
    for (const tile of tiles) {
      if (!machines.has(tile.machineId as MachineId)) continue;
      const seen = await this.#observer.observe(tile, wantedBy([]), null, clocks);
      if (seen.plannedForMs !== null) return true;
    }
    return false;
  }

  async #told(
    rule: AlertRule,
    subject: string,
    machineId: MachineId | null,
    clocks: Clocks,
    judge: (state: RuleState) => Verdict,
  ): Promise<Told> {
    const before = await this.#memories.of(rule, subject, clocks);
    const { state, event } = nextState(
      before,
      judge(before),
      timesOf(rule.condition),
      clocks.steady,
    );
    return { rule, subject, machineId, before, after: state, event };
  }

  /** Raised and cleared in one transaction with what goes out for them. */
  async #store(told: readonly Told[]): Promise<void> {
    const standing = await this.#parts.database.reader
      .selectFrom("alert")
      .select(["id", "rule_id", "subject"])
      .where("rule_id", "is not", null)
      .where("cleared_at", "is", null)
      .execute();
    const looked = new Set(told.map(({ rule, subject }) => `${rule.id} ${subject}`));
    const left = standing.filter(({ rule_id, subject }) => !looked.has(`${rule_id} ${subject}`));
    const events = told.filter(({ event }) => event !== null);
    if (left.length === 0 && events.length === 0) return;
    const { database, identity, changed } = this.#parts;
    const command = {
      actor: engineActor("alerts"),
      operation: "alerts.evaluate",
      commandId: null,
    };
    await write(database, identity, command, async (writer) => {
      for (const one of events) await this.#put(writer, one);
      // Its machine, connection or rule is not looked at any more.
      for (const { id } of left) await this.#clear(writer, id, null);
      writer.afterCommit(changed);
    });
  }

  async #put(writer: Writer, { rule, subject, machineId, event }: Told): Promise<void> {
    const standing = await writer
      .selectFrom("alert")
      .select("id")
      .where("rule_id", "=", rule.id)
      .where("subject", "=", subject)
      .where("cleared_at", "is", null)
      .execute();
    if (event?.is === "cleared") {
      for (const { id } of standing) await this.#clear(writer, id, rule);
      return;
    }
    const current = await writer
      .selectFrom("alert_rule")
      .select("version")
      .where("id", "=", rule.id)
      .where("is_active", "=", 1)
      .executeTakeFirst();
    // The rule was changed while it was looked at, or the alert stands already.
    if (event === null || standing.length > 0 || current?.version !== rule.version) return;
    await raiseAlert(writer, this.#parts.identity, {
      ruleId: rule.id,
      callId: null,
      step: null,
      subject,
      machineId,
      facts: event.facts,
      recipients: rule.channels,
    });
  }

  async #clear(writer: Writer, id: string, rule: AlertRule | null): Promise<void> {
    const row = await writer
      .selectFrom("alert")
      .selectAll()
      .where("id", "=", id as never)
      .executeTakeFirst();
    if (row === undefined) return;
    const tells = rule?.channels.tellsCleared === true ? rule.channels : null;
    await clearAlert(writer, this.#parts.identity, row, tells);
  }
}

const wantedBy = (rules: readonly AlertRule[]): Wanted => ({
  unclassified: rules.some(({ condition }) => condition.kind === "unclassified_above"),
  rateMinutes: new Set(
    rules.flatMap(({ condition }) => (condition.kind === "rate_below" ? [condition.minutes] : [])),
  ),
});
