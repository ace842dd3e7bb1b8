import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { firstCertificate, thumbprintOf } from "./thumbprint.ts";

/** A DER sequence with a body of the given length. */
function sequence(length: number, fill: number): Buffer {
  const head = length < 0x80 ? [0x30, length] : [0x30, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), Buffer.alloc(length, fill)]);
}

it.each([100, 900])("of a chain counts only the first certificate (%i bytes)", (length) => {
  const own = sequence(length, 1);
  const chain = Buffer.concat([own, sequence(700, 2)]);
  expect(firstCertificate(chain)).toEqual(own);
  const expected = createHash("sha1").update(own).digest("hex");
  expect(thumbprintOf(chain)).toBe(expected);
  expect(thumbprintOf([own, sequence(3, 3)])).toBe(expected);
});
