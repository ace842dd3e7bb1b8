import { alertFacts } from "#shared/alerts/alert-facts.ts";
import { restoredState, timesOf, type RuleState } from "#shared/alerts/rule-state.ts";
import type { Clocks } from "#shared/alerts/observed-age.ts";
import type { Reader } from "../../database/reader.ts";
import type { AlertRule } from "./alert-rule.store.ts";

const keyOf = ({ id, version }: AlertRule, subject: string) => `${id} ${version} ${subject}`;

/** What is remembered of rules and subjects; what is not known yet is read from the alerts on disk. */
export class RuleMemories {
  readonly #reader: Reader;
  #states = new Map<string, RuleState>();
  #used = new Map<string, RuleState>();

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  async of(rule: AlertRule, subject: string, { wall, steady }: Clocks): Promise<RuleState> {
    const known = this.#states.get(keyOf(rule, subject));
    if (known !== undefined) return known;
    const last = await this.#reader
      .selectFrom("alert")
      .select(["facts", "cleared_at"])
      .where("rule_id", "=", rule.id)
      .where("subject", "=", subject)
      .orderBy("raised_at", "desc")
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirst();
    const times = timesOf(rule.condition);
    if (last === undefined) return restoredState(null, null, times, steady);
    return last.cleared_at === null
      ? restoredState(alertFacts.parse(JSON.parse(last.facts)), null, times, steady)
      : restoredState(null, wall - last.cleared_at, times, steady);
  }

  /** Remembers what is on disk now. */
  keep(rule: AlertRule, subject: string, state: RuleState): void {
    this.#used.set(keyOf(rule, subject), state);
  }

  /** A look is over: rules and subjects it did not meet are forgotten. */
  turn(): void {
    this.#states = this.#used;
    this.#used = new Map();
  }
}
