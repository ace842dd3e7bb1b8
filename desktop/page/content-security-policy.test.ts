import { expect, test } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy.ts";

const nonce = "dGVzdC1ub25jZS0xMjM0NTY3";

test("the policy is exactly the one we decided", () => {
  expect(contentSecurityPolicy(nonce, "ws://127.0.0.1:48123")).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-dGVzdC1ub25jZS0xMjM0NTY3'; " +
      "img-src 'self' data: blob:; font-src 'self'; connect-src 'self' ws://127.0.0.1:48123; " +
      "frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'",
  );
});

test("a short or forged nonce is refused", () => {
  expect(() => contentSecurityPolicy("", "ws://127.0.0.1:1")).toThrow(TypeError);
  expect(() => contentSecurityPolicy("x'; script-src *; y '12345678", "ws://127.0.0.1:1")).toThrow(
    TypeError,
  );
});

test.each([
  "ws://192.168.0.4:48123",
  "ws://127.0.0.1.evil.example:80",
  "ws://127.0.0.1:1 *",
  "wss://plant.example",
  "*",
])("the page may not be allowed to talk to %s", (origin) => {
  expect(() => contentSecurityPolicy(nonce, origin)).toThrow(TypeError);
});
