import type { ModbusSettings } from "#shared/connections/modbus-settings.ts";
import {
  ModbusAddressError,
  parseModbusAddress,
} from "#shared/connections/modbus/modbus-address.ts";
import { planPolls } from "#shared/connections/modbus/poll-plan.ts";
import type { PlannedRead, ReadCut } from "#shared/connections/modbus/poll-plan.ts";
import type { TagId } from "#shared/kernel/id.ts";
import type { DriverTag } from "../driver.ts";
import { unreadableAddress } from "./item-status.ts";
import type { ItemStatus } from "./item-status.ts";
import type { ReadableTag } from "./tag-readings.ts";

export interface SortedTags {
  readonly readable: ReadonlyMap<TagId, ReadableTag>;
  readonly unreadable: ReadonlyMap<TagId, ItemStatus>;
}

/** Tells tags whose address can be read from those whose text is none. */
export function sortTags(tags: readonly DriverTag[]): SortedTags {
  const readable = new Map<TagId, ReadableTag>();
  const unreadable = new Map<TagId, ItemStatus>();
  for (const tag of tags) {
    try {
      readable.set(tag.id, { tag, address: parseModbusAddress(tag.address) });
    } catch (error) {
      if (!(error instanceof ModbusAddressError)) throw error;
      unreadable.set(tag.id, unreadableAddress(error.message));
    }
  }
  return { readable, unreadable };
}

/** Which unit is asked when no tag names one. */
export const usualUnit = 1;

export interface RhythmicRead {
  readonly read: PlannedRead;
  readonly intervalMs: number;
}

/** The reads for these tags. Without any, one that only shows that somebody is there. */
export function planTags(
  tags: Iterable<ReadableTag>,
  settings: ModbusSettings,
  cuts: readonly ReadCut[],
  aloneMs: number,
): RhythmicRead[] {
  const items = [...tags].map(({ tag, address }) => ({
    id: tag.id,
    address,
    intervalMs: tag.samplingMs ?? settings.pollMs,
  }));
  const { groups } = planPolls(items, settings, cuts);
  if (groups.length > 0)
    return groups.flatMap(({ reads, intervalMs }) => reads.map((read) => ({ read, intervalMs })));
  const read = {
    unit: usualUnit,
    table: "holding",
    start: 0,
    length: 1,
    values: [],
    ms: 0,
  } as const;
  return [{ read, intervalMs: aloneMs }];
}

/**
 * Where to divide a read that the device refuses: in the widest hole between its values, else in the middle of them; null = it
 * cannot be divided.
 */
export function divideRead(
  { unit, table, start, values }: PlannedRead,
  tags: SortedTags["readable"],
  widthOf: (tag: ReadableTag) => number,
): ReadCut | null {
  const places = [...new Set(values.map(({ at }) => at))].toSorted((a, b) => a - b).slice(1);
  if (places.length === 0) return null;
  const holeBefore = (place: number): number => {
    const ends = values
      .filter(({ at }) => at < place)
      .map(({ id, at }) => at + widthOf(tags.get(id as TagId)!));
    return place - Math.max(...ends);
  };
  const widest = places.reduce((best, place) =>
    holeBefore(place) > holeBefore(best) ? place : best,
  );
  const at = holeBefore(widest) > 0 ? widest : places[Math.floor((places.length - 1) / 2)]!;
  return { unit, table, at: start + at };
}
