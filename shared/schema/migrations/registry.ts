import type { Migrating } from "../table.ts";
import * as plantAndPeople from "./0001-plant-and-people.ts";
import * as machines from "./0002-machines.ts";
import * as productsAndReasons from "./0003-products-and-reasons.ts";
import * as machineFacts from "./0004-machine-facts.ts";
import * as connectivity from "./0005-connectivity.ts";
import * as stops from "./0006-stops.ts";
import * as runs from "./0007-runs.ts";
import * as shiftWork from "./0008-shift-work.ts";
import * as analysis from "./0009-analysis.ts";
import * as knowledge from "./0010-knowledge.ts";
import * as calls from "./0011-calls.ts";
import * as rules from "./0012-rules.ts";

export interface Migration {
  readonly name: string;
  readonly up: (migrating: Migrating) => Promise<void>;
}

/** All shared migrations in order. Forward only; a released one is never edited. */
export const sharedMigrations: readonly Migration[] = [
  { name: "0001-plant-and-people", up: plantAndPeople.up },
  { name: "0002-machines", up: machines.up },
  { name: "0003-products-and-reasons", up: productsAndReasons.up },
  { name: "0004-machine-facts", up: machineFacts.up },
  { name: "0005-connectivity", up: connectivity.up },
  { name: "0006-stops", up: stops.up },
  { name: "0007-runs", up: runs.up },
  { name: "0008-shift-work", up: shiftWork.up },
  { name: "0009-analysis", up: analysis.up },
  { name: "0010-knowledge", up: knowledge.up },
  { name: "0011-calls", up: calls.up },
  { name: "0012-rules", up: rules.up },
];
