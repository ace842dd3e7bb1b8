import { describe, expect, it } from "vitest";
import { ClockWatch } from "./clock-watch.ts";

describe("the clock of a server", () => {
  it("is the median over a minute, said once a minute, and told when it is off", () => {
    const told: string[] = [];
    const log = {
      debug: () => undefined,
      info: () => undefined,
      warn: (_: object, text: string) => void told.push(text),
    };
    const watch = new ClockWatch({ now: () => 0, monotonic: () => 0 }, log);
    const read = (at: number, offset: number): void =>
      watch.take({ receivedTime: at, serverTime: at + offset });
    expect(watch.offsetMs).toBeNull();
    read(0, 40);
    expect(watch.offsetMs).toBe(40);
    for (const [at, offset] of [
      [12_000, 3_000],
      [24_000, 3_010],
      [36_000, 2_990],
      [48_000, 9_000],
    ] as const)
      read(at, offset);
    expect(watch.offsetMs).toBe(40);
    read(60_000, 3_000);
    expect(watch.offsetMs).toBe(3_000);
    expect(told).toEqual(["the clock of the server is off"]);
    watch.forget();
    expect(watch.offsetMs).toBeNull();
  });
});
