import type { TagRow } from "#shared/connections/connection-rows.ts";
import type { DeadbandKind, TagClass } from "#shared/connections/tag.ts";

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
  readonly deadbandKind: DeadbandKind;
  /** Engineering range for a percent deadband; empty = the server's own. */
  readonly span: number | string;
  /** Empty = that of the class or connection. */
  readonly samplingMs: number | string;
}

export const newTag: TagValues = {
  code: "",
  name: "",
  machineId: null,
  address: "",
  class: "state",
  unit: "",
  deadband: "",
  deadbandKind: "absolute",
  span: "",
  samplingMs: "",
};

export const tagValues = (tag: TagRow): TagValues => ({
  code: tag.code,
  name: tag.name,
  machineId: tag.machineId,
  address: tag.address,
  class: tag.class,
  unit: tag.unit ?? "",
  deadband: tag.deadband ?? "",
  deadbandKind: tag.deadbandKind,
  span: tag.span ?? "",
  samplingMs: tag.samplingMs ?? "",
});

type StoredTag = Omit<TagRow, "id" | "version" | "connectionId">;

/** The form's values as they are stored; a deadband belongs to analog tags only. */
export function storedTag(values: TagValues): StoredTag {
  const hasDeadband = values.class === "analog" && values.deadband !== "";
  const isPercent = hasDeadband && values.deadbandKind === "percent";
  return {
    code: values.code,
    name: values.name.trim(),
    machineId: values.machineId,
    address: values.address.trim(),
    class: values.class,
    unit: values.unit.trim() === "" ? null : values.unit.trim(),
    deadband: hasDeadband ? Number(values.deadband) : null,
    deadbandKind: isPercent ? "percent" : "absolute",
    span: isPercent && values.span !== "" ? Number(values.span) : null,
    samplingMs: values.samplingMs === "" ? null : Number(values.samplingMs),
  };
}

/**
 * Only what differs: naming the machine again, even unchanged, would be refused while a signal rule reads the tag.
 */
export function changedTag(before: TagRow, values: TagValues): Partial<StoredTag> {
  const { code: _code, ...after } = storedTag(values);
  return Object.fromEntries(
    Object.entries(after).filter(([key, value]) => before[key as keyof TagRow] !== value),
  );
}
