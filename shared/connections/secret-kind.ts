import type { ConnectionSecret } from "./connection-rows.ts";
import type { ConnectionSettings } from "./connection-settings.ts";

/** Which secret these settings need to sign in; null = none. */
export function secretKindOf(settings: ConnectionSettings): ConnectionSecret["kind"] | null {
  if (settings.driver !== "opcua") return null;
  switch (settings.identity.type) {
    case "anonymous":
      return null;
    case "user":
      return "password";
    case "certificate":
      return "user_certificate";
    default:
      return settings.identity satisfies never;
  }
}
