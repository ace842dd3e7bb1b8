import { addDays, dateOf, instantOf } from "#shared/shifts/local-time.ts";
import { minuteMs } from "#shared/kernel/instant.ts";
import type { Span } from "#shared/kernel/span.ts";
import { demoZone } from "./anchor.ts";
import type { DemoMachine } from "./demo-machine.ts";
import type { Phase } from "./phase.ts";
import { between, seededRandom, type Random } from "./random.ts";
import { reasonOfCause } from "./reasons.ts";

/** Who keeps the book of stops in the demo plant, day and day about. */
const supervisors = ["Marta Lehmann", "Tom Brandt"] as const;

/** Shorter stops ask nobody for a reason. */
const askedFromMs = 2 * minuteMs;

/** Of a hundred reasons so many are "other", and as many are not the true one. */
const otherShare = 0.03;
const wrongShare = 0.02;

/** Of the stops of older days and of yesterday so many have got a reason by now; of today none. */
const olderShare = 0.8;
const yesterdayShare = 0.45;

/** Somebody has to come before a call is answered; only long stops are called about. */
const calledFromMs = 30 * minuteMs;
const mostCalls = 12;

/** What people would have told a plant over its recorded past. Instants in UTC milliseconds. */
export interface ToldByPeople {
  /** A stop as it was, its reason by code, who gave it and when. */
  readonly stops: readonly {
    readonly machine: string;
    readonly start: number;
    readonly end: number;
    readonly reason: string;
    readonly by: string;
    readonly at: number;
  }[];
  readonly calls: readonly {
    readonly machine: string;
    readonly kind: "maintenance";
    readonly note: string;
    readonly openedBy: string;
    readonly openedAt: number;
    readonly answeredBy: string;
    readonly acknowledgedAt: number;
    readonly closedAt: number;
    readonly resolution: string;
  }[];
  /** Rules that file the short stops of a machine that cannot say why it stands. */
  readonly rules: readonly {
    readonly name: string;
    readonly machine: string;
    readonly atMostMs: number;
    readonly reason: string;
    readonly validFrom: number;
  }[];
}

interface SeenPhase {
  readonly machine: DemoMachine;
  readonly phase: Phase;
}

/** Gathers the stops of a recorded past and tells what people said of them; the same seed and span give the same words. */
export class People {
  readonly #seed: number;
  readonly #span: Span;
  readonly #seen: SeenPhase[] = [];

  constructor(seed: number, span: Span) {
    this.#seed = seed;
    this.#span = span;
  }

  /** A phase begins; whole ones inside the past are remembered when they ask for a reason. */
  see(machine: DemoMachine, phase: Phase): void {
    const { kind, start, end, cause, alarm } = phase;
    const asks = kind === "breakdown" || kind === "starved" || kind === "no_order";
    const isNamed = [...machine.profile.breakdowns, ...machine.profile.microStops].some(
      (known) => alarm !== 0 && known.alarm === alarm && known.reason !== undefined,
    );
    if (!asks && kind !== "changeover") return;
    if (isNamed || cause === null || end - start < askedFromMs || end > this.#span.end) return;
    this.#seen.push({ machine, phase });
  }

  tell(): ToldByPeople {
    const random = seededRandom(this.#seed, "people");
    const today = instantOf(dateOf(this.#span.end, demoZone), 0, demoZone);
    const yesterday = instantOf(addDays(dateOf(this.#span.end, demoZone), -1), 0, demoZone);
    const past = this.#seen
      .filter(({ phase }) => phase.end < today)
      .toSorted((a, b) => a.phase.start - b.phase.start);
    const stops = past.flatMap(({ machine, phase }) => {
      const [isTold, wait, day] = [random(), between(random, [2, 14]), dayOf(phase.start)];
      const reason = reasonGiven(random, phase.cause!);
      if (isTold > (phase.start < yesterday ? olderShare : yesterdayShare)) return [];
      return {
        machine: machine.code,
        start: phase.start,
        end: phase.end,
        reason,
        by: supervisors[day % supervisors.length]!,
        at: Math.min(phase.end + Math.round(wait * minuteMs), this.#span.end),
      };
    });
    return { stops, calls: callsOf(random, past), rules: this.#rules() };
  }

  #rules(): ToldByPeople["rules"] {
    return [
      {
        name: "Short stops of the press",
        machine: "PRESS-1",
        atMostMs: askedFromMs,
        reason: "JAM",
        validFrom: Math.max(this.#span.start, this.#span.end - 2 * dayMs),
      },
    ];
  }
}

const dayMs = 86_400_000;
const dayOf = (at: number): number => Math.floor(at / dayMs);

function reasonGiven(random: Random, cause: string): string {
  const share = random();
  if (share < otherShare) return "OTHER";
  return share < otherShare + wrongShare ? "ADJUSTMENT" : reasonOfCause(cause);
}

function callsOf(random: Random, past: readonly SeenPhase[]): ToldByPeople["calls"] {
  return past
    .filter(({ phase }) => phase.kind === "breakdown" && phase.end - phase.start >= calledFromMs)
    .slice(-mostCalls)
    .map(({ machine, phase }) => {
      const openedAt = phase.start + Math.round(between(random, [1, 4]) * minuteMs);
      const day = dayOf(phase.start);
      return {
        machine: machine.code,
        kind: "maintenance" as const,
        note: phase.cause!,
        openedBy: supervisors[day % supervisors.length]!,
        openedAt,
        answeredBy: "Ravi Nair",
        acknowledgedAt: openedAt + Math.round(between(random, [2, 12]) * minuteMs),
        closedAt: phase.end,
        resolution: `${phase.cause!}: repaired, machine runs`,
      };
    });
}
