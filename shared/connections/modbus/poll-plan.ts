import type { ModbusTransport } from "../modbus-settings.ts";
import { fairShares } from "./fair-share.ts";
import { exchangeTime, usualTimes } from "./line-time.ts";
import type { AssumedTimes, ReadRequest } from "./line-time.ts";
import { isBitTable, registersOf } from "./modbus-address.ts";
import type { ModbusAddress, ModbusTable } from "./modbus-address.ts";

/** A value to be read again and again. `intervalMs` 0 = as often as the line allows. */
export interface PollItem {
  readonly id: string;
  readonly address: ModbusAddress;
  readonly intervalMs: number;
}

/** Reads must not reach over this place: the device refused a read that did. */
export interface ReadCut {
  readonly unit: number;
  readonly table: ModbusTable;
  /** No read holds both this bit or register and the one before it. */
  readonly at: number;
}

/** One request and the values in its answer; `at` counts from its start. */
export interface PlannedRead extends ReadRequest {
  readonly values: readonly { readonly id: string; readonly at: number }[];
  readonly ms: number;
}

/** What is read together in one rhythm: values of one unit, one table and one interval. */
export interface PollGroup {
  readonly unit: number;
  readonly table: ModbusTable;
  readonly intervalMs: number;
  readonly reads: readonly PlannedRead[];
  /** Once around. */
  readonly roundMs: number;
  /** Characters on the line for one round, there and back. */
  readonly characters: number;
  /** Share of the line that the wished interval takes; 100 = all of it. 0 for an interval of 0. */
  readonly loadPercent: number;
  /** What the line gives when all groups want theirs: as wished, or longer. */
  readonly achievedMs: number;
  readonly isReachable: boolean;
}

export interface PollPlan {
  readonly groups: readonly PollGroup[];
  /** Of all groups with an interval; over 100 the line cannot do it. */
  readonly loadPercent: number;
  readonly readsPerSecond: number;
  readonly isReachable: boolean;
}

export interface PollLine {
  readonly transport: ModbusTransport;
  /** The most registers one request may ask for; 16 times as many bits. */
  readonly registersPerRead: number;
  readonly assumed?: AssumedTimes;
}

/** More registers that nobody wants are never read along, however cheap: each may be one that the device does not have. */
const longestGap = 32;
/** Sums of milliseconds are off by less than this share of the line. */
const rounding = 1e-9;
/** The protocol's own limit for coils and discrete inputs (V1.1b3, 6.1). */
const mostBits = 2_000;

/**
 * Plans the requests of one line. Neighbours are read together when that is cheaper than a request of their own and no cut
 * lies between; a value is never split over two requests, and within a group no register is read twice unless values that
 * overlap are together longer than a request may be. What the line cannot do is stretched: who wants little gets it, the
 * others share the rest of the line evenly.
 */
export function planPolls(
  items: readonly PollItem[],
  line: PollLine,
  cuts: readonly ReadCut[] = [],
): PollPlan {
  const wished = groupItems(items).map((group) => {
    const reads = planReads(group, line, cuts);
    const roundMs = reads.reduce((sum, read) => sum + read.ms, 0);
    const demand = group.intervalMs === 0 ? Infinity : roundMs / group.intervalMs;
    return { ...group, reads, roundMs, demand };
  });
  const shares = fairShares(
    wished.map(({ demand }) => demand),
    1,
  );
  const groups = wished.map(({ unit, table, intervalMs, reads, roundMs, demand }, index) => {
    const isReachable = demand === Infinity || shares[index]! > demand - rounding;
    return {
      unit,
      table,
      intervalMs,
      reads,
      roundMs,
      characters: reads.reduce((sum, read) => sum + charactersOf(read, line), 0),
      loadPercent: demand === Infinity ? 0 : demand * 100,
      achievedMs: isReachable && demand !== Infinity ? intervalMs : roundMs / shares[index]!,
      isReachable,
    };
  });
  return {
    groups,
    loadPercent: groups.reduce((sum, group) => sum + group.loadPercent, 0),
    readsPerSecond: groups.reduce(
      (sum, group) => sum + (group.reads.length * 1_000) / group.achievedMs,
      0,
    ),
    isReachable: groups.every((group) => group.isReachable),
  };
}

interface ItemGroup {
  readonly unit: number;
  readonly table: ModbusTable;
  readonly intervalMs: number;
  readonly items: readonly PollItem[];
}

function groupItems(items: readonly PollItem[]): ItemGroup[] {
  const groups = Map.groupBy(
    items,
    ({ address, intervalMs }) => `${address.unit}/${address.table}/${intervalMs}`,
  );
  return [...groups.values()].map((members) => {
    const { address, intervalMs } = members[0]!;
    return { unit: address.unit, table: address.table, intervalMs, items: members };
  });
}

/** Bits or registers [from, to) with the values in them. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly items: readonly PollItem[];
}

function planReads(group: ItemGroup, line: PollLine, cuts: readonly ReadCut[]): PlannedRead[] {
  const { unit, table } = group;
  const most = longestRead(table, line);
  const cutsHere = cuts.filter((cut) => cut.unit === unit && cut.table === table);
  const stretches: Stretch[] = [];
  for (const item of group.items.toSorted(byPlace)) {
    const from = item.address.register;
    const to = from + registersOf(table, item.address.value);
    const before = stretches.at(-1);
    const joins =
      before !== undefined &&
      Math.max(before.to, to) - before.from <= most &&
      from - before.to <= widestGap(table, line) &&
      !cutsHere.some((cut) => cut.at > before.from && cut.at <= from);
    if (joins)
      stretches.push({
        from: stretches.pop()!.from,
        to: Math.max(before.to, to),
        items: [...before.items, item],
      });
    else stretches.push({ from, to, items: [item] });
  }
  return stretches.map(({ from, to, items }) => ({
    unit,
    table,
    start: from,
    length: to - from,
    values: items.map(({ id, address }) => ({ id, at: address.register - from })),
    ms: timeOf({ table, length: to - from }, line).ms,
  }));
}

const byPlace = (a: PollItem, b: PollItem): number =>
  a.address.register - b.address.register ||
  registersOf(b.address.table, b.address.value) - registersOf(a.address.table, a.address.value);

const longestRead = (table: ModbusTable, { registersPerRead }: PollLine): number =>
  isBitTable(table) ? Math.min(mostBits, registersPerRead * 16) : registersPerRead;

/** As many as cost less than another request does. */
function widestGap(table: ModbusTable, line: PollLine): number {
  const one = timeOf({ table, length: 1 }, line).ms;
  const perRegister = timeOf({ table, length: 2 + 1 }, line).ms - one;
  const extra = isBitTable(table) ? 0 : perRegister / 2;
  return extra === 0 ? longestGap : Math.min(longestGap, Math.floor(one / extra));
}

const timeOf = (request: Pick<ReadRequest, "table" | "length">, line: PollLine) =>
  exchangeTime(line.transport, request, line.assumed ?? usualTimes);

function charactersOf(read: PlannedRead, line: PollLine): number {
  const { requestCharacters, answerCharacters } = timeOf(read, line);
  return requestCharacters + answerCharacters;
}
