import { z } from "zod";

export const callStatuses = ["open", "acknowledged", "resolved", "cancelled"] as const;
export const callStatus = z.enum(callStatuses);
export type CallStatus = z.infer<typeof callStatus>;

/** Where a call may go. Whoever resolves a call that nobody acknowledged has come: it is acknowledged with it. */
const callTransitions: Readonly<Record<CallStatus, readonly CallStatus[]>> = {
  open: ["acknowledged", "resolved", "cancelled"],
  acknowledged: ["resolved", "cancelled"],
  resolved: [],
  cancelled: [],
};

export const mayBecome = (from: CallStatus, to: CallStatus): boolean =>
  callTransitions[from].includes(to);

/** Statuses in which somebody still waits for something. */
export const isOpen = (status: CallStatus): boolean => callTransitions[status].length > 0;
