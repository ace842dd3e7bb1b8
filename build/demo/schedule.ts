import { hourMs, minuteMs } from "#shared/kernel/instant.ts";
import type { Phase, PhaseKind } from "./phase.ts";
import type { DemoProduct, Profile } from "./profile.ts";
import { between, mostlyFirst, mostlyShort, waitingTime, type Random } from "./random.ts";
import type { CalendarSlot } from "./work-calendar.ts";

/** A stand that is due, and how much of it is still to come. */
interface Stand {
  readonly kind: PhaseKind;
  readonly cause: string;
  readonly alarm: number;
  readonly ms: number;
}

interface Order {
  /** The n-th order of the machine, from 1. */
  readonly number: number;
  readonly product: DemoProduct;
  /** Run time still to come. */
  leftMs: number;
}

const restCauses = { break: "Break", maintenance: "Planned maintenance", off: "No shift" } as const;

/** People come back from a break up to this late. */
const lateReturnMs = [0, 150_000] as const;

/**
 * The seeded course of one machine: what it does from the first calendar slot on, phase after phase without gaps, lazily
 * and without an end. The same profile, seed and calendar give the same phases.
 */
export function* schedule(
  profile: Profile,
  random: Random,
  slots: Iterable<CalendarSlot>,
): Generator<Phase, void> {
  let order = nextOrder(profile, random, null);
  let due: Stand[] = [];
  let afterChangeover = true;
  let late = false;

  for (const slot of slots) {
    if (slot.kind !== "work") {
      yield standing(slot.kind, restCauses[slot.kind], 0, order, slot.start, slot.end);
      late = true;
      continue;
    }
    let at = slot.start;
    if (late) {
      const back = Math.min(slot.end, at + Math.round(between(random, lateReturnMs)));
      if (back > at) yield standing("break", "Late start", 0, order, at, back);
      at = back;
      late = false;
    }
    while (at < slot.end) {
      const stand = due.shift();
      if (stand !== undefined) {
        if (stand.kind === "changeover" && order.leftMs <= 0) {
          order = nextOrder(profile, random, order);
          afterChangeover = true;
        }
        const end = Math.min(slot.end, at + stand.ms);
        const on = stand.kind === "no_order" ? null : order;
        yield standing(stand.kind, stand.cause, stand.alarm, on, at, end);
        const leftMs = stand.ms - (end - at);
        if (leftMs > 0 && stand.kind !== "micro_stop") due.unshift({ ...stand, ms: leftMs });
        at = end;
        continue;
      }
      const { runMs, stands } = nextStand(profile, random, order);
      const end = Math.min(slot.end, at + runMs);
      if (end > at) {
        yield running(profile, random, order, at, end, afterChangeover);
        afterChangeover = false;
      }
      order.leftMs -= end - at;
      if (end === at + runMs) due = stands;
      at = end;
    }
  }
}

function nextOrder(profile: Profile, random: Random, before: Order | null): Order {
  const others = profile.products.filter((product) => product !== before?.product);
  const product = others[Math.floor(random() * others.length)] ?? profile.products[0];
  const leftMs = Math.round(between(random, profile.orderHours) * hourMs);
  return { number: (before?.number ?? 0) + 1, product, leftMs };
}

/** How long it runs, and what stops it: whichever of micro-stop, breakdown, missing material and end of order comes first. */
function nextStand(
  profile: Profile,
  random: Random,
  order: Order,
): { runMs: number; stands: Stand[] } {
  const microMs = waitingTime(random, profile.microStopEvery * minuteMs);
  const breakdownMs = waitingTime(random, profile.breakdownEvery * minuteMs);
  const starvedMs = waitingTime(random, profile.starvedEvery * minuteMs);
  const firstMs = Math.min(microMs, breakdownMs, starvedMs);
  if (order.leftMs <= firstMs) return { runMs: order.leftMs, stands: changeover(profile, random) };
  // Nothing stops twice within a second.
  const runMs = Math.min(order.leftMs, Math.max(1_000, Math.round(firstMs)));
  if (firstMs === microMs) {
    const ms = Math.round(mostlyShort(random, profile.microStopSeconds) * 1_000);
    return { runMs, stands: [{ kind: "micro_stop", ...causeOf(random, profile.microStops), ms }] };
  }
  if (firstMs === breakdownMs) {
    const ms = Math.round(mostlyShort(random, profile.breakdownMinutes) * minuteMs);
    return { runMs, stands: [{ kind: "breakdown", ...causeOf(random, profile.breakdowns), ms }] };
  }
  const ms = Math.round(between(random, profile.starvedMinutes) * minuteMs);
  return { runMs, stands: [{ kind: "starved", cause: profile.starvedCause, alarm: 0, ms }] };
}

function causeOf(random: Random, causes: Profile["breakdowns"]): { cause: string; alarm: number } {
  const { cause, alarm } = mostlyFirst(random, causes);
  return { cause, alarm };
}

function changeover(profile: Profile, random: Random): Stand[] {
  const stand: Stand = {
    kind: "changeover",
    cause: "Changeover",
    alarm: 0,
    ms: Math.round(between(random, profile.changeoverMinutes) * minuteMs),
  };
  if (random() >= profile.noOrderChance) return [stand];
  const ms = Math.round(between(random, profile.noOrderMinutes) * minuteMs);
  return [{ kind: "no_order", cause: "No order", alarm: 0, ms }, stand];
}

function running(
  profile: Profile,
  random: Random,
  { product, number }: Order,
  start: number,
  end: number,
  afterChangeover: boolean,
): Phase {
  const cycleMs = product.idealCycleMs * (1 + between(random, profile.speedLoss));
  const share = between(random, profile.rejectShare);
  const rejectShare = afterChangeover ? share * 2 : share;
  return {
    start,
    end,
    kind: "run",
    cause: null,
    alarm: 0,
    product: product.code,
    order: number,
    cycleMs,
    rejectShare,
  };
}

function standing(
  kind: PhaseKind,
  cause: string,
  alarm: number,
  order: Order | null,
  start: number,
  end: number,
): Phase {
  return {
    start,
    end,
    kind,
    cause,
    alarm,
    product: order?.product.code ?? null,
    order: order?.number ?? null,
    cycleMs: 0,
    rejectShare: 0,
  };
}
