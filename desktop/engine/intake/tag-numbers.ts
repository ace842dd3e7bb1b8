import type { ConnectionId, TagId } from "#shared/kernel/id.ts";
import type { IntakeConfiguration, IntakeTag } from "./intake-protocol.ts";

/** A tag with its number and the connection it comes from. */
export interface NumberedTag {
  readonly number: number;
  readonly tag: IntakeTag;
  readonly connection: ConnectionId;
}

/** The tags of a configuration, numbered by their order; both threads number alike, so ids need not travel. */
export class TagNumbers {
  readonly all: readonly NumberedTag[];
  readonly ids: readonly TagId[];
  readonly #numbers: ReadonlyMap<TagId, number>;

  constructor(configuration: Pick<IntakeConfiguration, "connections">) {
    this.all = configuration.connections
      .flatMap((connection) => connection.tags.map((tag) => ({ tag, connection: connection.id })))
      .map((one, number) => ({ ...one, number }));
    this.ids = this.all.map(({ tag }) => tag.id);
    this.#numbers = new Map(this.ids.map((id, number) => [id, number]));
  }

  numberOf(tag: TagId): number | undefined {
    return this.#numbers.get(tag);
  }
}
