import { expect, test } from "vitest";
import { certificateName } from "./certificate-name.ts";

test.each([
  ["CN=Press 4, O=Vendor, C=DE", "Press 4"],
  ["/C=DE/O=Vendor/CN=Press 4", "Press 4"],
  ["O=Vendor", "O=Vendor"],
  ["", ""],
])("%j is called %j", (subject, name) => {
  expect(certificateName(subject)).toBe(name);
});
