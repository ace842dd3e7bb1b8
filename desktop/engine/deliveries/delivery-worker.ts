import { afterAttempt, longestWaitMs, type AttemptResult } from "#shared/alerts/retry-delivery.ts";
import type { DeliveryRow } from "#shared/schema/tables/call-tables.ts";
import { engineActor } from "../database/actor.ts";
import type { PlantDatabase } from "../database/open-database.ts";
import { write } from "../database/write.ts";
import type { Writer } from "../database/writer.ts";
import type { Identity } from "../identity.ts";
import type { EngineLog } from "../log/engine-log.ts";
import { raiseAlert } from "../modules/alerts/raise-alert.ts";
import type { Vault } from "../vault/vault.ts";
import { attemptDelivery } from "./attempt-delivery.ts";

const lookEveryMs = 2_000;
/** Each channel works through its own deliveries in order: a mail server that hangs holds up no webhook. */
const channels = ["mail", "webhook"] as const;

export interface DeliveryParts {
  readonly database: PlantDatabase;
  readonly identity: Identity;
  readonly vault: Vault;
  readonly log: EngineLog;
  /** A delivery has another status, or one given up was put under the bell. */
  readonly changed: () => void;
}

/**
 * Carries out deliveries after their commit. One is marked as under way on disk before anything leaves the plant; found
 * so after a crash it is unsure, and only a person sends it again: nobody is told the same twice.
 */
export class DeliveryWorker {
  readonly #parts: DeliveryParts;
  readonly #busy = new Map<DeliveryRow["channel"], Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #isStopped = true;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /** Settles what a crash left under way, then works until `stop`. */
  async start(): Promise<void> {
    this.#isStopped = false;
    const left = await this.#rows().where("status", "=", "sending").execute();
    for (const row of left)
      await this.#store(row, { is: "unsure", detail: "the engine was cut off while it was sent" });
    this.#timer = setInterval(() => this.wake(), lookEveryMs);
    this.wake();
  }

  /** There may be something to carry out. */
  wake(): void {
    if (this.#isStopped) return;
    for (const channel of channels) {
      if (this.#busy.has(channel)) continue;
      const work = this.#workThrough(channel)
        .catch((error: unknown) =>
          this.#parts.log.error({ err: error, channel }, "deliveries could not be carried out"),
        )
        .finally(() => this.#busy.delete(channel));
      this.#busy.set(channel, work);
    }
  }

  /** Waits for what is under way: it has a time limit of its own. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await Promise.all(this.#busy.values());
  }

  #rows() {
    return this.#parts.database.reader.selectFrom("delivery").selectAll();
  }

  async #workThrough(channel: DeliveryRow["channel"]): Promise<void> {
    while (!this.#isStopped) {
      const next = await this.#next(channel);
      if (next === undefined) return;
      const underWay = { ...next, status: "sending" as const, attempts: next.attempts + 1 };
      await this.#write((writer) => writer.putFact("delivery", underWay));
      const { database, vault } = this.#parts;
      const result = await attemptDelivery(database.reader, vault, underWay).catch(
        (error: unknown): AttemptResult => {
          this.#parts.log.error({ err: error, delivery: next.id }, "a delivery failed by a bug");
          return { is: "refused", detail: "it could not be put together" };
        },
      );
      await this.#store(underWay, result);
    }
  }

  /** The oldest that is due; one that a clock set back put far away is due too. */
  #next(channel: DeliveryRow["channel"]): Promise<DeliveryRow | undefined> {
    const now = this.#parts.identity.now();
    return this.#rows()
      .where("channel", "=", channel)
      .where("status", "=", "waiting")
      .where((where) =>
        where.or([where("next_at", "<=", now), where("next_at", ">", now + longestWaitMs)]),
      )
      .orderBy("id")
      .limit(1)
      .executeTakeFirst();
  }

  async #store(row: DeliveryRow, result: AttemptResult): Promise<void> {
    const { identity } = this.#parts;
    const { status, detail, at } = afterAttempt(result, row.attempts, identity.now());
    const isDone = status !== "waiting";
    await this.#write(async (writer) => {
      await writer.putFact("delivery", {
        ...row,
        status,
        detail,
        next_at: at,
        done_at: isDone ? at : null,
      });
      if (status === "failed" || status === "unsure") await this.#putUnderBell(writer, row, detail);
    });
    this.#parts.changed();
  }

  /** A message that did not arrive is itself something to know: once for a target, until somebody takes note. */
  async #putUnderBell(writer: Writer, row: DeliveryRow, detail: string): Promise<void> {
    const { channel } = row;
    const subject = `${channel}:${row.target}`;
    const said = await writer
      .selectFrom("alert")
      .select("id")
      .where("kind", "=", "delivery_failed")
      .where("subject", "=", subject)
      .where("seen_at", "is", null)
      .executeTakeFirst();
    if (said !== undefined) return;
    const named = await writer
      .selectFrom("webhook_target")
      .select("name")
      .where("id", "=", row.target as never)
      .executeTakeFirst();
    await raiseAlert(writer, this.#parts.identity, {
      ruleId: null,
      callId: null,
      step: null,
      subject,
      machineId: null,
      facts: { kind: "delivery_failed", channel, target: named?.name ?? row.target, detail },
      recipients: { roles: ["plant_manager", "admin"], mail: [], webhooks: [] },
      isMomentary: true,
    });
  }

  #write(decide: (writer: Writer) => Promise<void>): Promise<void> {
    const { database, identity } = this.#parts;
    const command = {
      actor: engineActor("deliveries"),
      operation: "alerts.deliver",
      commandId: null,
    };
    return write(database, identity, command, decide);
  }
}
