import type { TagRow } from "#shared/connections/connection-rows.ts";
import type { TagClass } from "#shared/connections/tag.ts";

/** A tag as its form holds it. */
export interface TagValues {
  readonly code: string;
  readonly name: string;
  readonly machineId: string | null;
  readonly address: string;
  readonly class: TagClass;
  readonly unit: string;
  /** Empty = none. */
  readonly deadband: number | string;
}

export const newTag: TagValues = {
  code: "",
  name: "",
  machineId: null,
  address: "",
  class: "state",
  unit: "",
  deadband: "",
};

export const tagValues = (tag: TagRow): TagValues => ({
  code: tag.code,
  name: tag.name,
  machineId: tag.machineId,
  address: tag.address,
  class: tag.class,
  unit: tag.unit ?? "",
  deadband: tag.deadband ?? "",
});

type StoredTag = Omit<TagRow, "id" | "version" | "connectionId">;

/** The form's values as they are stored; a deadband belongs to analog tags only. */
export const storedTag = (values: TagValues): StoredTag => ({
  code: values.code,
  name: values.name.trim(),
  machineId: values.machineId,
  address: values.address.trim(),
  class: values.class,
  unit: values.unit.trim() === "" ? null : values.unit.trim(),
  deadband: values.class === "analog" && values.deadband !== "" ? Number(values.deadband) : null,
});

/**
 * Only what differs: naming the machine again, even unchanged, would be refused while a signal rule reads the tag.
 */
export function changedTag(before: TagRow, values: TagValues): Partial<StoredTag> {
  const { code: _code, ...after } = storedTag(values);
  return Object.fromEntries(
    Object.entries(after).filter(([key, value]) => before[key as keyof TagRow] !== value),
  );
}
