import type { AlertRecipients } from "../alerts/alert-channels.ts";
import { minuteMs } from "../kernel/instant.ts";
import type { EscalationStep } from "./andon-policy.ts";
import { isOpen, type CallStatus } from "./call-status.ts";

/** What an escalation depends on. */
export interface EscalatingCall {
  readonly status: CallStatus;
  /** Number of the last step that was told; -1 = none. */
  readonly lastStep: number;
}

/** Whether somebody still has to hear of the step. */
const isNeeded = ({ until }: EscalationStep, { status }: EscalatingCall): boolean =>
  isOpen(status) && (until === "resolved" || status === "open");

/** A step that is due, with everybody to be told at once. */
export interface DueStep {
  readonly step: number;
  readonly recipients: AlertRecipients;
}

const together = (lists: readonly AlertRecipients[]): AlertRecipients => ({
  // A step without roles is everybody's, and so is what it is told together with.
  roles: lists.some(({ roles }) => roles.length === 0)
    ? []
    : [...new Set(lists.flatMap(({ roles }) => roles))],
  mail: [...new Set(lists.flatMap(({ mail }) => mail))],
  webhooks: [...new Set(lists.flatMap(({ webhooks }) => webhooks))],
});

/**
 * The steps that are due after `ageMs` of the call and were not told yet, as one: after a stop of the engine nobody is
 * told the same call three times. Null = none is due.
 */
export function dueStep(
  steps: readonly EscalationStep[],
  call: EscalatingCall,
  ageMs: number,
): DueStep | null {
  const due = steps
    .map((step, number) => ({ step, number }))
    .filter(
      ({ step, number }) =>
        number > call.lastStep && step.afterMinutes * minuteMs <= ageMs && isNeeded(step, call),
    );
  const last = due.at(-1);
  if (last === undefined) return null;
  return { step: last.number, recipients: together(due.map(({ step }) => step.recipients)) };
}

/** When the next step will be told unless somebody answers, as an instant; null = none is left or needed. */
export function nextStepAt(
  steps: readonly EscalationStep[],
  call: EscalatingCall,
  openedAt: number,
): number | null {
  const next = steps.find((step, number) => number > call.lastStep && isNeeded(step, call));
  return next === undefined ? null : openedAt + next.afterMinutes * minuteMs;
}
