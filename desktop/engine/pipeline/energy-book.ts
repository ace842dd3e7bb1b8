import type { Database, Statement } from "better-sqlite3";
import type { MachineId } from "#shared/kernel/id.ts";
import type { EnergyFact } from "#shared/machines/machine-fact.ts";
import { spreadEnergy } from "#shared/machines/spread-energy.ts";
import type { MachineEnergyRow } from "#shared/schema/tables/fact-tables.ts";
import type { Telemetry } from "./telemetry.ts";

/**
 * Energy by machine, minute and provenance, in whole milliwatt-hours. Facts are gathered by `record` and written by
 * `flush`, one statement per row. Both are part of the caller's transaction.
 */
export class EnergyBook {
  readonly #telemetry: Telemetry;
  readonly #newId: () => string;
  readonly #add: Statement<[MachineEnergyRow], MachineEnergyRow>;
  readonly #gathered = new Map<string, MachineEnergyRow>();

  constructor(raw: Database, telemetry: Telemetry, newId: () => string) {
    this.#telemetry = telemetry;
    this.#newId = newId;
    this.#add = raw.prepare(
      `insert into machine_energy (id, machine_id, minute, provenance, energy_mwh, recorded_at)
       values (@id, @machine_id, @minute, @provenance, @energy_mwh, @recorded_at)
       on conflict (machine_id, minute, provenance)
       do update set energy_mwh = energy_mwh + @energy_mwh, recorded_at = @recorded_at
       returning *`,
    );
  }

  /** Energy lies evenly over the time between the two readings of its meter. */
  record(machineId: MachineId, fact: EnergyFact, now: number): void {
    for (const { minute, energyMwh } of spreadEnergy(fact)) {
      const key = `${machineId} ${minute} ${fact.provenance}`;
      const before = this.#gathered.get(key);
      this.#gathered.set(key, {
        id: before?.id ?? this.#newId(),
        machine_id: machineId,
        minute,
        provenance: fact.provenance,
        energy_mwh: (before?.energy_mwh ?? 0) + energyMwh,
        recorded_at: now,
      });
    }
  }

  flush(): void {
    for (const gathered of this.#gathered.values()) {
      const row = this.#add.get(gathered)!;
      this.#telemetry.append("machine_energy", row.id === gathered.id ? "insert" : "update", row);
    }
    this.#gathered.clear();
  }

  /** After a rollback nothing of the batch may remain. */
  forget(): void {
    this.#gathered.clear();
  }
}
