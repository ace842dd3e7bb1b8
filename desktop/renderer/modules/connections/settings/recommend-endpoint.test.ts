import { expect, test } from "vitest";
import type { OfferedEndpointRow } from "#shared/connections/connection-rows.ts";
import { byStrength, identityFor, recommendedEndpoint, securityOf } from "./recommend-endpoint.ts";

const offered = (
  mode: OfferedEndpointRow["mode"],
  policy: string,
  more: Partial<OfferedEndpointRow> = {},
): OfferedEndpointRow => ({
  url: "opc.tcp://press:4840",
  mode,
  policy,
  tokens: ["anonymous"],
  isSupported: true,
  thumbprint: null,
  subject: null,
  validTo: null,
  isTrusted: false,
  ...more,
});

test("the strongest endpoint that can be used is proposed, outdated ones stand last", () => {
  const endpoints = [
    offered("None", "None"),
    offered("SignAndEncrypt", "Basic256", { isSupported: false }),
    offered("Sign", "Aes256_Sha256_RsaPss"),
    offered("SignAndEncrypt", "Basic256Sha256"),
    offered("SignAndEncrypt", "Aes128_Sha256_RsaOaep"),
  ];
  expect(recommendedEndpoint(endpoints)).toBe(endpoints[3]);
  expect(byStrength(endpoints).map((one) => one.policy)).toEqual([
    "Basic256Sha256",
    "Aes128_Sha256_RsaOaep",
    "Aes256_Sha256_RsaPss",
    "None",
    "Basic256",
  ]);
});

test("a server with outdated policies only gets no proposal", () => {
  const old = offered("SignAndEncrypt", "Basic128Rsa15", { isSupported: false });
  expect(recommendedEndpoint([old])).toBeNull();
  expect(securityOf(old)).toBeNull();
});

test.each([
  [["anonymous", "user_name"], "user", "user"],
  [["user_name", "certificate"], "anonymous", "user"],
  [["certificate"], "user", "certificate"],
  [["issued"], "user", "user"],
] as const)(
  "an endpoint that takes %s leaves or changes a sign-in by %s to %s",
  (tokens, now, then) => {
    expect(identityFor(offered("Sign", "Basic256Sha256", { tokens: [...tokens] }), now)).toBe(then);
  },
);
