import { randomBytes } from "node:crypto";
import { uuidv7, type Id } from "#shared/kernel/id.ts";

/** The engine's clock and source of ids, passed in wherever time or identity matters so that tests own them. */
export interface Identity {
  /** UTC milliseconds. */
  now(): number;
  newId<Entity extends string>(): Id<Entity>;
}

/** The real clock. Ids made in the same millisecond still ascend, so that they sort in the order they were made. */
export function systemIdentity(): Identity {
  let lastMs = 0;
  let sequence = 0;
  return {
    now: () => Date.now(),
    newId: () => {
      const now = Date.now();
      sequence = now > lastMs ? 0 : sequence + 1;
      lastMs = Math.max(lastMs, now);
      const random = randomBytes(10);
      // RFC 9562 6.2, method 1: a counter in the bits after the version keeps ids of one millisecond in order.
      random[0] = (sequence >>> 8) & 0x0f;
      random[1] = sequence & 0xff;
      return uuidv7(lastMs + Math.floor(sequence / 4096), random);
    },
  };
}
