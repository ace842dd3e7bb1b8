import { answerCall } from "#shared/andon/answer-call.ts";
import type { CallStatus } from "#shared/andon/call-status.ts";
import type { OpenCalls } from "#shared/andon/andon.contract.ts";
import { dueStep } from "#shared/andon/escalation.ts";
import type { AndonCallId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import { paged, searched } from "../../database/list-query.ts";
import type { Writer } from "../../database/writer.ts";
import type { Identity } from "../../identity.ts";
import type { LiveRows } from "../../live/live-rows.ts";
import type { ReaderThreads } from "../../readers/reader-threads.ts";
import type { Caller } from "../../serve/caller.ts";
import { eventStream } from "../../serve/event-stream.ts";
import { reading, writing } from "../../serve/house.ts";
import { theMachine } from "../machines/machine.store.ts";
import { thePlant } from "../plant/plant.store.ts";
import {
  andonPolicyOf,
  callRowOf,
  callsWithSteps,
  settleAlertsOf,
  tellStep,
  theCall,
} from "./andon-call.store.ts";
import { readOpenCalls } from "./open-calls.ts";

export interface AndonParts {
  readonly readers: ReaderThreads;
  readonly openCalls: LiveRows<OpenCalls>;
  /** A call was opened, answered or told further: committed. */
  readonly changed: () => void;
}

const sortColumns = {
  openedAt: "andon_call.opened_at",
  machine: "machine.code",
  kind: "andon_call.kind",
  status: "andon_call.status",
  acknowledgeMs: "acknowledge_ms",
  resolveMs: "resolve_ms",
} as const;

const nameOf = ({ session }: Caller): string => session?.user.displayName ?? "";

export function andonHandlers({ readers, openCalls, changed }: AndonParts) {
  async function answer(
    writer: Writer,
    identity: Identity,
    id: AndonCallId,
    to: Exclude<CallStatus, "open">,
    by: string,
    resolution: string | null,
  ) {
    const call = await theCall(writer, id);
    const answered = answerCall(
      {
        status: call.status,
        openedAt: call.opened_at,
        acknowledgedAt: call.acknowledged_at,
        acknowledgedBy: call.acknowledged_by,
      },
      to,
      by,
      identity.now(),
    );
    await writer.update("andon_call", id, null, {
      status: answered.status,
      acknowledged_at: answered.acknowledgedAt,
      acknowledged_by: answered.acknowledgedBy,
      closed_at: answered.closedAt,
      closed_by: answered.closedBy,
      ...(resolution !== null && { resolution }),
    });
    await settleAlertsOf(writer, identity, id, by);
    writer.afterCommit(changed);
    return callRowOf(await theCall(writer, id), andonPolicyOf(await thePlant(writer)));
  }

  return {
    call: writing.andon.call.handler(({ input, context }) =>
      context.write(async (writer) => {
        const { machineId, kind, note } = input;
        const { identity, caller } = context;
        await theMachine(writer, machineId);
        const waiting = await writer
          .selectFrom("andon_call")
          .select(["opened_by", "opened_at"])
          .where("machine_id", "=", machineId)
          .where("kind", "=", kind)
          .where("status", "in", ["open", "acknowledged"])
          .executeTakeFirst();
        if (waiting !== undefined) {
          const since = new Date(waiting.opened_at).toISOString();
          const value = `${waiting.opened_by}, ${since}`;
          throw new Refusal("DUPLICATE", { entity: "andon_call", field: "kind", value });
        }
        const now = identity.now();
        const row = await writer.insert("andon_call", {
          id: identity.newId<"andon-call">(),
          machine_id: machineId,
          kind,
          status: "open",
          note,
          opened_at: now,
          opened_by: nameOf(caller),
          opened_by_id: caller.session?.user.id ?? null,
          acknowledged_at: null,
          acknowledged_by: null,
          closed_at: null,
          closed_by: null,
          resolution: "",
          created_at: now,
        });
        const policy = andonPolicyOf(await thePlant(writer));
        const first = dueStep(policy[kind], { status: "open", lastStep: -1 }, 0);
        if (first !== null) await tellStep(writer, identity, row, first);
        writer.afterCommit(changed);
        return callRowOf(await theCall(writer, row.id), policy);
      }),
    ),

    acknowledge: writing.andon.acknowledge.handler(({ input, context }) =>
      context.write((writer) =>
        answer(writer, context.identity, input.id, "acknowledged", nameOf(context.caller), null),
      ),
    ),

    resolve: writing.andon.resolve.handler(({ input, context }) =>
      context.write((writer) =>
        answer(
          writer,
          context.identity,
          input.id,
          "resolved",
          nameOf(context.caller),
          input.resolution,
        ),
      ),
    ),

    cancel: writing.andon.cancel.handler(({ input, context }) =>
      context.write(async (writer) => {
        const { caller, identity } = context;
        const { opened_by_id } = await theCall(writer, input.id);
        const user = caller.session?.user;
        const isOwn = opened_by_id !== null && opened_by_id === user?.id;
        if (!isOwn && user?.permissions.includes("andon:answer") !== true)
          throw new Refusal("FORBIDDEN", { permission: "andon:answer" });
        return answer(writer, identity, input.id, "cancelled", nameOf(caller), input.reason);
      }),
    ),

    list: reading.andon.list.handler(async ({ input, context }) => {
      const { search, machineId, kind, status, range } = input;
      const query = callsWithSteps(context.reader)
        .select((build) => [
          build("andon_call.acknowledged_at", "-", build.ref("andon_call.opened_at")).as(
            "acknowledge_ms",
          ),
          build("andon_call.closed_at", "-", build.ref("andon_call.opened_at")).as("resolve_ms"),
        ])
        .where((where) =>
          searched(where, search, [
            "machine.code",
            "machine.name",
            "andon_call.note",
            "andon_call.resolution",
            "andon_call.opened_by",
            "andon_call.acknowledged_by",
          ]),
        )
        .$if(machineId !== undefined, (build) =>
          build.where("andon_call.machine_id", "=", machineId!),
        )
        .$if(kind !== undefined, (build) => build.where("andon_call.kind", "=", kind!))
        .$if(status !== undefined, (build) => build.where("andon_call.status", "=", status!))
        .$if(range !== undefined, (build) =>
          build
            .where("andon_call.opened_at", ">=", range!.from)
            .where("andon_call.opened_at", "<", range!.to),
        );
      const { rows, total } = await paged(query, sortColumns[input.sortBy], input, "andon_call.id");
      const policy = andonPolicyOf(await thePlant(context.reader));
      return { rows: rows.map((row) => callRowOf(row, policy)), total };
    }),

    open: reading.andon.open.handler(({ context }) =>
      readOpenCalls(context.reader, context.identity.now()),
    ),

    watch: reading.andon.watch.handler(({ signal }) => eventStream(openCalls.source(), signal)),

    responseTimes: reading.andon.responseTimes.handler(({ input, context }) =>
      readers.run("andon.responseTimes", { ...input, now: context.identity.now() }),
    ),

    policy: reading.andon.policy.handler(async ({ context }) => {
      const plant = await thePlant(context.reader);
      return { policy: andonPolicyOf(plant), version: plant.version };
    }),

    updatePolicy: writing.andon.updatePolicy.handler(({ input, context }) =>
      context.write(async (writer) => {
        const plant = await writer.update("plant", (await thePlant(writer)).id, input.basedOn, {
          andon: JSON.stringify(input.policy),
        });
        writer.afterCommit(changed);
        return { policy: andonPolicyOf(plant), version: plant.version };
      }),
    ),
  };
}
