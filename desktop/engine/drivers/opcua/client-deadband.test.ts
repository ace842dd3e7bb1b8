import { expect, it } from "vitest";
import type { TagId } from "#shared/kernel/id.ts";
import { ClientDeadband, replaceDeadband } from "./client-deadband.ts";

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

it("a refused percent deadband is kept by us over the server's range, else the tag's, else not at all", () => {
  const tag = { id: "t" as TagId, address: "i=1", class: "analog", deadband: 2 } as const;
  const percent = { kind: "percent", width: 2 } as const;
  expect(replaceDeadband(percent, { ...tag, span: 50 }, 200)).toMatchObject({ width: 4 });
  expect(replaceDeadband(percent, { ...tag, span: 50 }, null)).toMatchObject({ width: 1 });
  expect(replaceDeadband(percent, tag, null)).toMatchObject({
    width: null,
    note: expect.stringContaining("no deadband"),
  });
  const absolute = { kind: "absolute", width: 3 } as const;
  expect(replaceDeadband(absolute, tag, null)).toMatchObject({ width: 3 });
});
