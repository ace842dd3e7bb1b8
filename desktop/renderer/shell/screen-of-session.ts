import type { SessionState } from "./plant-session.ts";

/** The screens before the app itself. */
export type Screen = "starting" | "first_run" | "loading_demo" | "sign_in" | "app";

/** Which screen a session may see. A plant without a user asks for one first; nothing is shown to nobody. */
export function screenOf(session: Pick<SessionState, "welcome" | "user">): Screen {
  const { welcome, user } = session;
  if (welcome === null) return "starting";
  if (welcome.state === "unconfigured") return "first_run";
  if (user === null) return "sign_in";
  return welcome.state === "loading_demo" ? "loading_demo" : "app";
}
