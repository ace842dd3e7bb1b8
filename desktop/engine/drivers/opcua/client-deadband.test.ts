import { expect, it } from "vitest";
import type { TagId } from "#shared/kernel/id.ts";
import { ClientDeadband } from "./client-deadband.ts";

it("keeps what moved by more than the width since the last kept value, and every change of status", () => {
  const deadband = new ClientDeadband(1);
  const kept = [
    [10, 0],
    [10.9, 0],
    [11.1, 0],
    [10.5, 0],
    [10.5, 0x40900000],
    [Number.NaN, 0x40900000],
    [10.5, 0x40900000],
  ].map(([value, status]) =>
    deadband.keeps({
      tag: "t" as TagId,
      value: value!,
      status: status!,
      sourceTime: null,
      serverTime: null,
      receivedTime: 0,
    }),
  );
  expect(kept).toEqual([true, false, true, false, true, true, true]);
});
