import { ObservedAges } from "#shared/alerts/observed-age.ts";
import { dueStep } from "#shared/andon/escalation.ts";
import type { AndonCallId } from "#shared/kernel/id.ts";
import { engineActor } from "../../database/actor.ts";
import type { PlantDatabase } from "../../database/open-database.ts";
import { write } from "../../database/write.ts";
import type { Identity } from "../../identity.ts";
import type { EngineLog } from "../../log/engine-log.ts";
import { thePlant } from "../plant/plant.store.ts";
import { andonPolicyOf, openCallRows, tellStep, theCall } from "./andon-call.store.ts";

const lookEveryMs = 2_000;

export interface EscalationParts {
  readonly database: PlantDatabase;
  readonly identity: Identity;
  readonly log: EngineLog;
  /** Milliseconds of a clock that only goes forward. */
  readonly steady: () => number;
  readonly changed: () => void;
}

/**
 * Tells calls that nobody answers further. What is due follows from when the call was opened and what was told, both on
 * disk, so that a restart neither forgets a step nor tells one twice.
 */
export class AndonEscalation {
  readonly #parts: EscalationParts;
  readonly #ages = new ObservedAges<AndonCallId>();
  #timer: NodeJS.Timeout | undefined;
  #look: Promise<void> = Promise.resolve();
  #isStopped = true;

  constructor(parts: EscalationParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#isStopped = false;
    this.#schedule(0);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#look;
  }

  #schedule(afterMs: number): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#look = this.look()
        .catch((error: unknown) =>
          this.#parts.log.error({ err: error }, "calls could not be told further"),
        )
        .finally(() => this.#schedule(lookEveryMs));
    }, afterMs);
  }

  /** Tells what is due now. */
  async look(): Promise<void> {
    const { database, identity, steady } = this.#parts;
    const calls = await openCallRows(database.reader);
    this.#ages.keepOnly(new Set(calls.map(({ id }) => id)));
    if (calls.length === 0) return;
    const policy = andonPolicyOf(await thePlant(database.reader));
    const clocks = { wall: identity.now(), steady: steady() };
    for (const call of calls) {
      const age = this.#ages.ageOf(call.id, call.opened_at, clocks);
      const state = { status: call.status, lastStep: call.last_step };
      if (dueStep(policy[call.kind], state, age) !== null) await this.#tell(call.id, age);
    }
  }

  /** Decides again inside the transaction: somebody may have answered meanwhile. */
  async #tell(id: AndonCallId, age: number): Promise<void> {
    const { database, identity, changed } = this.#parts;
    const command = {
      actor: engineActor("andon"),
      operation: "andon.escalate",
      commandId: null,
    };
    await write(database, identity, command, async (writer) => {
      const call = await theCall(writer, id);
      const steps = andonPolicyOf(await thePlant(writer))[call.kind];
      const due = dueStep(steps, { status: call.status, lastStep: call.last_step }, age);
      if (due === null) return;
      await tellStep(writer, identity, call, due);
      writer.afterCommit(changed);
    });
  }
}
