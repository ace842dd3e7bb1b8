import { expect, test } from "vitest";
import { minuteMs } from "../kernel/instant.ts";
import type { EscalationStep } from "./andon-policy.ts";
import { andonPolicy, defaultAndonPolicy } from "./andon-policy.ts";
import { dueStep, nextStepAt } from "./escalation.ts";

const step = (
  afterMinutes: number,
  mail: string,
  more: Partial<EscalationStep> = {},
): EscalationStep => ({
  afterMinutes,
  until: "acknowledged",
  recipients: { roles: ["supervisor"], mail: [mail], webhooks: [] },
  ...more,
});
const steps = [step(0, "a@x.de"), step(5, "b@x.de"), step(15, "c@x.de", { until: "resolved" })];
const fresh = { status: "open", lastStep: -1 } as const;
const due = (call: Parameters<typeof dueStep>[1], minutes: number) =>
  dueStep(steps, call, minutes * minuteMs);

test("each step is due at its minute, once", () => {
  expect(due(fresh, 0)).toMatchObject({ step: 0, recipients: { mail: ["a@x.de"] } });
  expect(due({ ...fresh, lastStep: 0 }, 4.99)).toBeNull();
  expect(due({ ...fresh, lastStep: 0 }, 5)).toMatchObject({ step: 1 });
  expect(due({ ...fresh, lastStep: 1 }, 5)).toBeNull();
  expect(due({ ...fresh, lastStep: 2 }, 600)).toBeNull();
});

test("after a stop of the engine all that is due is told as one, nobody twice", () => {
  const missed = dueStep(
    [...steps, step(20, "a@x.de", { recipients: { roles: [], mail: ["a@x.de"], webhooks: [] } })],
    fresh,
    60 * minuteMs,
  );
  expect(missed).toEqual({
    step: 3,
    recipients: { roles: [], mail: ["a@x.de", "b@x.de", "c@x.de"], webhooks: [] },
  });
});

test("an acknowledged call goes on only with steps that wait for the end, a closed one with none", () => {
  const come = { status: "acknowledged", lastStep: 0 } as const;
  expect(due(come, 10)).toBeNull();
  expect(due(come, 15)).toMatchObject({ step: 2, recipients: { mail: ["c@x.de"] } });
  expect(due({ ...come, status: "resolved" }, 60)).toBeNull();
  expect(due({ ...come, status: "cancelled" }, 60)).toBeNull();
});

test("the next step is told as an instant", () => {
  expect(nextStepAt(steps, { ...fresh, lastStep: 0 }, 1_000)).toBe(1_000 + 5 * minuteMs);
  expect(nextStepAt(steps, { status: "acknowledged", lastStep: 0 }, 0)).toBe(15 * minuteMs);
  expect(nextStepAt(steps, { status: "resolved", lastStep: 0 }, 0)).toBeNull();
});

test("steps come one after the other, and the usual policy keeps to it", () => {
  expect(andonPolicy.safeParse(defaultAndonPolicy).success).toBe(true);
  const wrong = andonPolicy.safeParse({ ...defaultAndonPolicy, help: [steps[1], steps[0]] });
  expect(wrong.error?.issues[0]?.message).toBe("each step must come later than the one before");
});
