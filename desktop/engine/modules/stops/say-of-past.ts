import type { MachineId, ReasonId } from "#shared/kernel/id.ts";
import { clip, lengthOf, type Span } from "#shared/kernel/span.ts";
import { changeClasses } from "#shared/stops/change-classes.ts";
import type { Writer } from "../../database/writer.ts";
import type { Identity } from "../../identity.ts";
import { standingAround, storeEdit } from "./stop-edit.store.ts";

/** A measured standstill is the one spoken of when they share at least this part of what was told. */
const sameShare = 0.5;

interface SaidOfPast extends Span {
  readonly machineId: MachineId;
  readonly reasonId: ReasonId;
  readonly by: string;
}

/**
 * Stores a reason that somebody gave a standstill of the past nobody has spoken of, at the time of `identity`; nothing
 * when the machine did not stand then.
 */
export async function sayOfPast(
  writer: Writer,
  identity: Identity,
  { machineId, reasonId, by, ...told }: SaidOfPast,
): Promise<void> {
  const standing = await standingAround(writer, machineId, told);
  const span = standing
    .map((stretch) => clip(stretch, told))
    .find((part) => part !== undefined && lengthOf(part) >= sameShare * lengthOf(told));
  // What the machine did not show, nobody in the plant could have named.
  if (span === undefined) return;
  const said = {
    reasonId,
    origin: "person" as const,
    ruleId: null,
    note: "",
    actorId: null,
    actorName: by,
  };
  await storeEdit(
    writer,
    identity,
    { machineId, ...span, kind: "classify", undoes: null, note: "", actor: { id: null, name: by } },
    changeClasses([], [{ ...span, isOpen: false, said }]),
  );
}
