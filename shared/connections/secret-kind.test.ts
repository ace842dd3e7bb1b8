import { expect, test } from "vitest";
import { connectionSettings } from "./connection-settings.ts";
import { secretKindOf } from "./secret-kind.ts";

const opcua = (identity: object) =>
  connectionSettings.parse({ driver: "opcua", endpoint: "opc.tcp://press:4840", identity });

test("only a named user and a user certificate need a secret", () => {
  expect(secretKindOf(opcua({ type: "anonymous" }))).toBeNull();
  expect(secretKindOf(opcua({ type: "user", userName: "oee" }))).toBe("password");
  expect(secretKindOf(opcua({ type: "certificate" }))).toBe("user_certificate");
  expect(secretKindOf(connectionSettings.parse({ driver: "simulated" }))).toBeNull();
});
