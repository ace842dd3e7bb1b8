import { implement, ORPCError, type ImplementerInternalWithMiddlewares } from "@orpc/server";
import { plantAppContract, type PlantAppContract } from "#shared/contract/plant-app.contract.ts";
import type { OperationMeta } from "#shared/kernel/operation.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import { refusalSchemas } from "#shared/kernel/refusal-schemas.ts";
import type { Reader } from "../database/reader.ts";
import type { Writer } from "../database/writer.ts";
import { write } from "../database/write.ts";
import type { PlantDatabase } from "../database/open-database.ts";
import type { Identity } from "../identity.ts";
import type { EngineLog } from "../log/engine-log.ts";
import type { Caller } from "./caller.ts";

/** What every operation starts from. */
export interface HouseContext {
  readonly caller: Caller;
  readonly database: PlantDatabase;
  readonly identity: Identity;
  readonly log: EngineLog;
}

/** What the house adds for a query or stream: it can read. */
export interface Reading {
  readonly reader: Reader;
}

/** What the house adds for a command: one transaction, opened when the handler has everything it must wait for. */
export interface Writing {
  readonly write: <Output>(decide: (writer: Writer) => Promise<Output>) => Promise<Output>;
}

/** Written out because the compiler will not spell so long a type by itself. */
type House<Added extends object> = ImplementerInternalWithMiddlewares<
  PlantAppContract,
  HouseContext,
  HouseContext & Added
>;

const root = implement(plantAppContract).$context<HouseContext>();

/** oRPC keeps our metadata under a private-looking key; this is the one place that knows it. */
const metaOf = (procedure: { "~orpc": { meta: OperationMeta } }): OperationMeta =>
  procedure["~orpc"].meta;

function authorize(caller: Caller, meta: OperationMeta): void {
  if (meta.permission === "public") return;
  if (!caller.session) throw new Refusal("UNAUTHENTICATED", { reason: "no_session" });
  if (meta.permission === "signed-in") return;
  if (!caller.session.user.permissions.includes(meta.permission)) {
    throw new Refusal("FORBIDDEN", { permission: meta.permission });
  }
}

/** A refusal becomes the contract's typed error; anything else is a bug, logged with a number and hidden. */
function answerOf(error: unknown, operation: string, context: HouseContext): Error {
  if (error instanceof Refusal) {
    const { code, data, message }: Refusal = error;
    return new ORPCError(code, {
      status: refusalSchemas[code].status,
      data,
      message,
      defined: true,
    });
  }
  if (error instanceof ORPCError) return error;
  const incident = context.identity.newId().slice(-12);
  context.log.error({ err: error, operation, incident }, "operation failed");
  return new ORPCError("INTERNAL_SERVER_ERROR", {
    message: `Incident ${incident}`,
    data: { incident },
  });
}

const guarded = root.use(async ({ context, next, path, procedure }) => {
  try {
    authorize(context.caller, metaOf(procedure));
    return await next();
  } catch (error) {
    throw answerOf(error, path.join("."), context);
  }
});

const actorOf = (caller: Caller) => ({
  userId: caller.session?.user.id ?? null,
  name: caller.session?.user.displayName ?? "nobody",
  station: caller.station,
});

/** Implements queries and streams: their handlers get a `reader`. */
export const reading: House<Reading> = guarded.use(({ context, next }) =>
  next({ context: { reader: context.database.reader } satisfies Reading }),
);

/** Implements commands: their handlers get `write`, once authorized. */
export const writing: House<Writing> = guarded.use(({ context, next, path }, input) => {
  const commandId = (input as { commandId?: string } | undefined)?.commandId ?? null;
  const { caller, database, identity } = context;
  return next({
    context: {
      write: (decide) =>
        write(
          database,
          identity,
          { actor: actorOf(caller), operation: path.join("."), commandId },
          decide,
        ),
    } satisfies Writing,
  });
});
