import type { MachineObservation } from "#shared/alerts/machine-observation.ts";
import { hourMs } from "#shared/kernel/instant.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import type { MachineNotice, NoticeCode } from "#shared/machines/signals/machine-notice.ts";
import { engineActor } from "../../database/actor.ts";
import type { PlantDatabase } from "../../database/open-database.ts";
import { write } from "../../database/write.ts";
import type { Identity } from "../../identity.ts";
import { raiseAlert } from "./raise-alert.ts";

type Notice = MachineNotice & { readonly machineId: MachineId };
type Suspect = NonNullable<MachineObservation["suspect"]>;

/** Notices that somebody must look into; the others concern one reading and stand in the log. */
const told: ReadonlySet<NoticeCode> = new Set([
  "counts_disagree",
  "counter_suspect",
  "wrap_ambiguous",
]);

/** The same is said again only after this long. */
const quietMs = 4 * hourMs;

/** Takes what signal rules notice: for the rules of alerts, and as notes under the bell. */
export class SignalNotices {
  readonly #database: PlantDatabase;
  readonly #identity: Identity;
  readonly #changed: () => void;
  #suspects = new Map<MachineId, Suspect>();

  constructor(database: PlantDatabase, identity: Identity, changed: () => void) {
    this.#database = database;
    this.#identity = identity;
    this.#changed = changed;
  }

  /** What counters told since it was last taken. */
  takeSuspects(): ReadonlyMap<MachineId, Suspect> {
    const taken = this.#suspects;
    this.#suspects = new Map();
    return taken;
  }

  async take(notices: readonly Notice[]): Promise<void> {
    const worth = notices.filter(({ code }) => told.has(code));
    if (worth.length === 0) return;
    for (const { machineId, code, tagCode, detail } of worth)
      this.#suspects.set(machineId, { code, tag: tagCode, detail });
    const command = {
      actor: engineActor("signals"),
      operation: "alerts.notice",
      commandId: null,
    };
    await write(this.#database, this.#identity, command, async (writer) => {
      const since = this.#identity.now() - quietMs;
      for (const { machineId, code, tagCode, detail } of worth) {
        const subject = `${machineId} ${tagCode} ${code}`;
        const said = await writer
          .selectFrom("alert")
          .select("id")
          .where("subject", "=", subject)
          .where("kind", "=", "notice")
          .where("raised_at", ">", since)
          .executeTakeFirst();
        if (said !== undefined) continue;
        await raiseAlert(writer, this.#identity, {
          ruleId: null,
          callId: null,
          step: null,
          subject,
          machineId,
          facts: { kind: "notice", code, tag: tagCode, detail },
          recipients: { roles: [], mail: [], webhooks: [] },
          isMomentary: true,
        });
      }
      writer.afterCommit(this.#changed);
    });
  }
}
