import { expect, test } from "vitest";
import { thumbprintText, untrustedThumbprint } from "./untrusted-certificate.ts";

const print = "0123456789abcdef0123456789abcdef01234567";
const report = (detail: string, step = "certificate") => ({
  ok: false,
  hint: null,
  steps: [
    { step: "reach", ok: true, detail: "opc.tcp://plc" },
    { step, ok: false, detail },
  ],
});

test("an unknown certificate can be trusted", () => {
  expect(
    untrustedThumbprint(report(`the server shows certificate ${print}; none is trusted yet`)),
  ).toBe(print);
  expect(
    untrustedThumbprint(
      report(`the server shows certificate ${print}; trusted is ${"a".repeat(40)}`),
    ),
  ).toBe(print);
});

test("an expired one cannot, and another failure has none", () => {
  expect(
    untrustedThumbprint(
      report(
        `the server's certificate ${print} is trusted but not valid: BadCertificateTimeInvalid`,
      ),
    ),
  ).toBeNull();
  expect(untrustedThumbprint(report("nothing answers on this port", "reach"))).toBeNull();
});

test("it reads in pairs", () => {
  expect(thumbprintText("00ffab")).toBe("00 FF AB");
});
