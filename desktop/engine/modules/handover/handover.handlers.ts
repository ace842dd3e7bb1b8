import type { ShiftInstanceId } from "#shared/kernel/id.ts";
import { hourMs } from "#shared/kernel/instant.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { HandoverNotes } from "#shared/handover/handover-notes.ts";
import { missingForSignature } from "#shared/handover/may-sign.ts";
import type { HandoverRow as StoredHandover } from "#shared/schema/tables/shift-tables.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";
import type { Identity } from "../../identity.ts";
import type { ReaderThreads } from "../../readers/reader-threads.ts";
import type { Caller } from "../../serve/caller.ts";
import { reading, writing } from "../../serve/house.ts";
import { isPassword } from "../access/password.ts";
import { userById } from "../access/user.store.ts";
import { shiftOf } from "./draft-facts.ts";
import { handoverRows } from "./handover-rows.ts";
import { digestOf, handoverPolicyOf, storedHandover } from "./handover.store.ts";

/** A signed hand-over waits so long for the next shift. */
const waitingMs = 48 * hourMs;
/** A shift that ended before that without a signature is history: the list has it, nobody is reminded. */
const remindedMs = 8 * hourMs;

/** The person at the screen, with the password once more: a signature is more than an open session. */
async function signer(
  reader: Reader,
  caller: Caller,
  password: string,
): Promise<{ id: string; name: string }> {
  const { session } = caller;
  if (!session) throw new Refusal("UNAUTHENTICATED", { reason: "no_session" });
  const user = await userById(reader, session.user.id as never);
  if (!(await isPassword(user?.password_hash ?? null, password)) || !user)
    throw new Refusal("INVALID", {
      issues: [{ path: "password", message: "is not your current password" }],
    });
  return { id: user.id, name: user.display_name };
}

function refuseStale(stored: StoredHandover | undefined, shiftId: string, basedOn: number): void {
  const current = stored?.version ?? 0;
  if (current !== basedOn)
    throw new Refusal("STALE", { entity: "handover", id: shiftId, basedOn, current });
}

function refuseSigned(stored: StoredHandover | undefined): void {
  if (stored !== undefined && stored.status !== "draft")
    throw new Refusal("NOT_NOW", {
      reason: "this hand-over is signed: what it says stays as it is",
    });
}

type Draft = Pick<StoredHandover, "notes"> &
  Partial<Omit<StoredHandover, "id" | "version" | "created_at" | "shift_instance_id">>;

async function putDraft(
  writer: Writer,
  identity: Identity,
  stored: StoredHandover | undefined,
  shiftId: ShiftInstanceId,
  draft: Draft,
): Promise<StoredHandover> {
  if (stored !== undefined) return writer.update("handover", stored.id, stored.version, draft);
  return writer.insert("handover", {
    id: identity.newId<"handover">(),
    shift_instance_id: shiftId,
    status: "draft",
    unclassified_ms: 0,
    created_at: identity.now(),
    ...draft,
  });
}

const textOf = (notes: HandoverNotes): string => JSON.stringify(notes);

export const handoverHandlers = (readers: ReaderThreads) => ({
  list: reading.handover.list.handler(({ input, context }) =>
    handoverRows(context.reader, input, context.identity.now()),
  ),

  pending: reading.handover.pending.handler(async ({ context }) => {
    const now = context.identity.now();
    const { policy } = await handoverPolicyOf(context.reader);
    const { rows } = await handoverRows(
      context.reader,
      {
        range: { from: now - waitingMs, to: now + policy.openBeforeEndMs },
        search: "",
        sortDirection: "asc",
        offset: 0,
        limit: 100,
      },
      now,
    );
    return {
      rows: rows.filter(
        ({ status, shift }) =>
          status === "signed" ||
          (status !== "acknowledged" &&
            shift.end - policy.openBeforeEndMs <= now &&
            shift.end > now - remindedMs),
      ),
    };
  }),

  get: reading.handover.get.handler(({ input }) => readers.run("handover.page", input)),

  saveNotes: writing.handover.saveNotes.handler(({ input, context }) =>
    context.write(async (writer) => {
      const { shiftId, basedOn, notes } = input;
      await shiftOf(writer as unknown as Reader, shiftId);
      const stored = await storedHandover(writer, shiftId);
      refuseSigned(stored);
      refuseStale(stored, shiftId, basedOn);
      const row = await putDraft(writer, context.identity, stored, shiftId, {
        notes: textOf(notes),
      });
      return { version: row.version };
    }),
  ),

  sign: writing.handover.sign.handler(async ({ input, context }) => {
    const { shiftId, basedOn, notes, unclassifiedReason } = input;
    const { reader } = context.database;
    const person = await signer(reader, context.caller, input.password);
    // Minutes of many machines are added up: not inside the transaction.
    const { facts, policy, opensAt } = await readers.run("handover.page", { shiftId });
    const now = context.identity.now();
    if (now < opensAt)
      throw new Refusal("NOT_NOW", { reason: "the shift has not come near its end yet" });
    const missing = missingForSignature({
      notes,
      unclassifiedMs: facts.unclassifiedMs,
      unclassifiedReason,
      policy,
    });
    if (missing.length > 0) throw new Refusal("INVALID", { issues: missing });
    return context.write(async (writer) => {
      const stored = await storedHandover(writer, shiftId);
      refuseSigned(stored);
      refuseStale(stored, shiftId, basedOn);
      const signed = {
        notes: textOf(notes),
        facts: JSON.stringify(facts),
        unclassified_reason: unclassifiedReason === "" ? null : unclassifiedReason,
        signed_at: now,
        signed_by: person.id,
      };
      const row = await putDraft(writer, context.identity, stored, shiftId, {
        ...signed,
        status: "signed",
        unclassified_ms: facts.unclassifiedMs,
        signed_name: person.name,
        digest: digestOf(signed),
      });
      return { version: row.version, digest: row.digest! };
    });
  }),

  acknowledge: writing.handover.acknowledge.handler(async ({ input, context }) => {
    const person = await signer(context.database.reader, context.caller, input.password);
    return context.write(async (writer) => {
      const stored = await storedHandover(writer, input.shiftId);
      if (stored === undefined || stored.status === "draft")
        throw new Refusal("NOT_NOW", { reason: "the outgoing supervisor has not signed yet" });
      if (stored.status === "acknowledged")
        throw new Refusal("NOT_NOW", { reason: "this hand-over is acknowledged already" });
      if (stored.signed_by === person.id)
        throw new Refusal("NOT_NOW", {
          reason: "nobody takes over from themselves: the next shift acknowledges",
        });
      const row = await writer.update("handover", stored.id, input.basedOn, {
        status: "acknowledged",
        acknowledged_at: context.identity.now(),
        acknowledged_by: person.id,
        acknowledged_name: person.name,
        acknowledged_note: input.note === "" ? null : input.note,
      });
      return { version: row.version };
    });
  }),

  policy: reading.handover.policy.handler(async ({ context }) => {
    const { policy, plantVersion } = await handoverPolicyOf(context.reader);
    return { policy, plantVersion };
  }),

  setPolicy: writing.handover.setPolicy.handler(({ input, context }) =>
    context.write(async (writer) => {
      const { plantId } = await handoverPolicyOf(writer);
      await writer.update("plant", plantId, input.basedOn, {
        handover: JSON.stringify(input.policy),
      });
      return input.policy;
    }),
  ),
});
