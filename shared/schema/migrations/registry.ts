import type { Migrating } from "../table.ts";
import * as plantAndPeople from "./0001-plant-and-people.ts";
import * as machines from "./0002-machines.ts";
import * as productsAndReasons from "./0003-products-and-reasons.ts";
import * as machineFacts from "./0004-machine-facts.ts";
import * as connectivity from "./0005-connectivity.ts";

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
];
