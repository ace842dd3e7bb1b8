import type { ControlMessage } from "./control.ts";
import type { ConnectionCode, DemoMachine } from "./demo-machine.ts";
import { demoMachines, simulate } from "./demo-plant.ts";
import { DroppingLink } from "./dropping-link.ts";
import { LiveMachine } from "./live-machine.ts";
import { linkDrops } from "./link-schedule.ts";
import type { OpcuaLine } from "./opcua-line.ts";
import type { SimulatedClock } from "./simulated-clock.ts";
import type { TruthRecord } from "./truth-record.ts";
import { MachineTruth } from "./truth.ts";

export interface LivePlantOptions {
  readonly seed: number;
  readonly clock: SimulatedClock;
  readonly wallClock: () => number;
  readonly lines: Readonly<Record<ConnectionCode, OpcuaLine>>;
  readonly writeTruth: (record: TruthRecord) => void;
}

/** The eight machines and their two lines, alive. */
export class LivePlant {
  readonly #options: LivePlantOptions;
  readonly #machines: ReadonlyMap<string, LiveMachine>;
  readonly #links: Readonly<Record<ConnectionCode, DroppingLink>>;

  constructor(options: LivePlantOptions) {
    const { seed, clock, wallClock, lines, writeTruth } = options;
    this.#options = options;
    const start = clock.simulatedAt(wallClock());
    this.#machines = new Map(
      demoMachines.map((machine) => [machine.code, this.#liveMachine(machine, start)]),
    );
    const link = (line: OpcuaLine, drops: Iterator<{ start: number; end: number }>) =>
      new DroppingLink({ line, clock, drops, wallClock, write: writeTruth });
    this.#links = {
      "OPC-LINE-1": link(lines["OPC-LINE-1"], [].values()),
      "OPC-LINE-2": link(lines["OPC-LINE-2"], linkDrops(seed, start)),
    };
  }

  /** @throws when a port is taken */
  async start(): Promise<void> {
    const { seed, clock, wallClock, writeTruth } = this.#options;
    writeTruth({ at: wallClock(), demo: "started", seed, speed: clock.speed });
    for (const machine of this.#machines.values()) machine.begin();
    await this.tick();
  }

  /** Lives on up to now. Resolves when the lines are as they should be. */
  async tick(): Promise<void> {
    const wall = this.#options.wallClock();
    for (const machine of this.#machines.values()) machine.advanceTo(wall);
    await Promise.all(Object.values(this.#links).map((link) => link.follow(wall)));
  }

  /** @throws RangeError for a machine that does not exist */
  control(message: ControlMessage): void {
    const machine = this.#machines.get(message.machine);
    if (machine === undefined) throw new RangeError(`There is no machine ${message.machine}.`);
    const link = this.#links[machine.definition.connection];
    machine.advanceTo(this.#options.wallClock());
    if ("release" in message) {
      link.release();
      machine.release();
    } else if (message.force === "offline") link.forceOff();
    else machine.force(message.force);
  }

  async stop(): Promise<void> {
    const { seed, clock, wallClock, writeTruth } = this.#options;
    const wall = wallClock();
    for (const machine of this.#machines.values()) {
      machine.advanceTo(wall);
      machine.finish();
    }
    writeTruth({ at: wall, demo: "stopped", seed, speed: clock.speed });
    await Promise.all(Object.values(this.#links).map((link) => link.stop()));
  }

  #liveMachine(definition: DemoMachine, at: number): LiveMachine {
    const { seed, clock, lines, writeTruth } = this.#options;
    const line = lines[definition.connection];
    return new LiveMachine({
      definition,
      simulated: simulate(definition, seed, at),
      clock,
      show: (identifier, value, wall) => line.write(identifier, value, wall),
      truth: new MachineTruth(definition, writeTruth),
    });
  }
}
