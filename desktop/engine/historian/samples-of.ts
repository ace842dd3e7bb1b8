import type { Database } from "better-sqlite3";
import { SampleStore } from "./sample-store.ts";

/** By open connection; gone with it. */
const stores = new WeakMap<Database, SampleStore>();

/**
 * The one sample store of a writing connection. Whoever commits samples over it must share the store, live capture and
 * a demo that is being loaded alike: it holds in memory what is not yet in blocks, and numbers the rows of the tail.
 */
export function samplesOf(raw: Database): SampleStore {
  const known = stores.get(raw);
  if (known !== undefined) return known;
  const store = new SampleStore(raw);
  stores.set(raw, store);
  return store;
}
