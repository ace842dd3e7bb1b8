import { isStanding } from "#shared/alerts/judge-condition.ts";
import type { MachineObservation } from "#shared/alerts/machine-observation.ts";
import type { Clocks, ObservedAges } from "#shared/alerts/observed-age.ts";
import { minuteMs, minuteOf } from "#shared/kernel/instant.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { BoardTile } from "#shared/machines/machines.contract.ts";
import { kpisOf } from "#shared/oee/kpis.ts";
import { sumUp } from "#shared/oee/oee-sums.ts";
import { timeAndPieces } from "#shared/oee/time-and-pieces.ts";
import { unclassifiedOf } from "#shared/stops/unclassified.ts";
import type { Reader } from "../../database/reader.ts";
import { knownUntil } from "../oee/known-until.ts";
import { loadOeeInput } from "../oee/load-oee-input.ts";
import { loadSetting, type MachineSetting } from "../oee/machine-setting.ts";
import { plannedAt } from "./planned-time.ts";
import { standingSince } from "./standing-since.ts";

/** What costs milliseconds is computed again after this long. */
const keptMs = 20_000;
/** Of trailing minutes so much must be known and run, else the rate says nothing. */
const leastKnown = 0.8;
const leastRun = 0.5;

/** What the rules want to know of a machine beyond its tile. */
export interface Wanted {
  readonly unclassified: boolean;
  /** Lengths of trailing windows in minutes. */
  readonly rateMinutes: ReadonlySet<number>;
}

interface Computed {
  readonly at: number;
  readonly plan: ReturnType<typeof plannedAt>;
  readonly unclassifiedMs: number | null;
  readonly effectiveness: ReadonlyMap<number, number | null>;
}

type AgeKey = `${"stands" | "planned" | "shift"} ${MachineId}`;

/** Looks at machines for the alert rules: their tiles, and now and then what must be computed. */
export class MachineObserver {
  readonly #reader: Reader;
  readonly #ages: ObservedAges<AgeKey | `link ${string}`>;
  readonly #computed = new Map<MachineId, Computed>();

  constructor(reader: Reader, ages: ObservedAges<AgeKey | `link ${string}`>) {
    this.#reader = reader;
    this.#ages = ages;
  }

  async observe(
    tile: BoardTile,
    wanted: Wanted,
    suspect: MachineObservation["suspect"],
    clocks: Clocks,
  ): Promise<MachineObservation> {
    const id = tile.machineId as MachineId;
    const computed = await this.#compute(id, tile, wanted, clocks);
    const stands = isStanding(tile.state) ? await standingSince(this.#reader, id) : null;
    const { shift, plannedSince } = computed.plan;
    const isOfTile = shift !== null && tile.shift !== null && tile.shift.start === shift.start;
    return {
      state: tile.state,
      cause: tile.cause,
      standing:
        stands === null
          ? null
          : { since: stands, ageMs: this.#ages.ageOf(`stands ${id}`, stands, clocks) },
      plannedForMs:
        plannedSince === null ? null : this.#ages.ageOf(`planned ${id}`, plannedSince, clocks),
      shift:
        shift === null
          ? null
          : {
              name: shift.name,
              start: shift.start,
              ageMs: this.#ages.ageOf(`shift ${id}`, shift.start, clocks),
              oee: isOfTile ? tile.oee.value : null,
              coverage: isOfTile ? tile.coverage : null,
              unclassifiedMs: computed.unclassifiedMs,
            },
      effectiveness: computed.effectiveness,
      suspect,
    };
  }

  async #compute(
    id: MachineId,
    tile: BoardTile,
    wanted: Wanted,
    { wall, steady }: Clocks,
  ): Promise<Computed> {
    const known = this.#computed.get(id);
    if (known !== undefined && steady - known.at < keptMs) return known;
    const reader = this.#reader;
    const setting = await loadSetting(reader, id);
    const now = await knownUntil(reader, wall);
    // The shifts around an instant come with the facts around it, planned downtime and all.
    const around = await loadOeeInput(reader, setting, { start: wall - 1, end: wall }, wall);
    // A machine without a pattern is planned round the clock; its days are the tile's.
    const shifts =
      setting.patternId === null && tile.shift !== null
        ? around.shifts.map((shift) => ({ ...shift, ...tile.shift, id: shift.id }))
        : around.shifts;
    const plan = plannedAt(shifts, wall);
    const effectiveness = new Map<number, number | null>();
    for (const minutes of wanted.rateMinutes)
      effectiveness.set(minutes, await trailingRate(reader, setting, minutes, now));
    const unclassifiedMs =
      wanted.unclassified && plan.shift !== null
        ? await unclassified(reader, setting, plan.shift, now)
        : null;
    const computed = { at: steady, plan, unclassifiedMs, effectiveness };
    this.#computed.set(id, computed);
    return computed;
  }
}

/** Effectiveness over the last whole minutes; null when too little of them is known or run. */
async function trailingRate(
  reader: Reader,
  setting: MachineSetting,
  minutes: number,
  now: number,
): Promise<number | null> {
  const end = minuteOf(now);
  const span = { start: end - minutes * minuteMs, end };
  const sums = sumUp(timeAndPieces(await loadOeeInput(reader, setting, span, now)));
  const { figures, elements, coverage } = kpisOf(sums, setting.policy);
  if (coverage === null || coverage < leastKnown) return null;
  if (elements.apt < leastRun * minutes * minuteMs) return null;
  return figures.effectiveness.value;
}

/** Time of the shift's stops that wait for a reason. */
async function unclassified(
  reader: Reader,
  setting: MachineSetting,
  shift: Span,
  now: number,
): Promise<number> {
  const { spans } = timeAndPieces(await loadOeeInput(reader, setting, shift, now));
  return unclassifiedOf(spans, shift).ms;
}
