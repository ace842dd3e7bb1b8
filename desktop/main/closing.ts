/** What closing the window does. */
export type Closing =
  /** The person quits: let it close. */
  | "close"
  /** Only out of sight: capture goes on. */
  | "hide"
  /** Out of sight for the first time: say that capture goes on, and how to really stop it. */
  | "hide-and-explain";

/** Closing the window never stops capture; only Quit does. */
export function onWindowClose(situation: { quitting: boolean; explained: boolean }): Closing {
  if (situation.quitting) return "close";
  return situation.explained ? "hide" : "hide-and-explain";
}
