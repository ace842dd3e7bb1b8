import fc from "fast-check";
import { expect, it } from "vitest";
import {
  bytesOfCharacters,
  charactersOfBytes,
  isPrintable,
  textOfBytes,
} from "./control-characters.ts";

it("reads control characters as people type them", () => {
  expect([...bytesOfCharacters("\\x02A\\t\\e\\\\\\r\\n\\x00")]).toEqual([
    2, 65, 9, 27, 92, 13, 10, 0,
  ]);
  expect([...bytesOfCharacters("é")]).toEqual([0xc3, 0xa9]);
});

it("writes bytes so that typing them gives the same bytes", () => {
  expect(charactersOfBytes(Uint8Array.of(2, 65, 13, 10, 255, 92))).toBe("\\x02A\\r\\n\\xff\\\\");
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(bytesOfCharacters(charactersOfBytes(bytes))).toEqual(bytes);
    }),
    { seed: 20_261_122 },
  );
});

it("reads text as UTF-8 where it is, else as Latin-1", () => {
  expect(textOfBytes(Uint8Array.of(0xc3, 0xa9))).toBe("é");
  expect(textOfBytes(Uint8Array.of(0xe9, 0x31))).toBe("é1");
});

it("tells what a person could read from what a wrong baud rate makes", () => {
  expect(isPrintable(bytesOfCharacters("S S     100.00 g\\r\\n"))).toBe(true);
  expect(isPrintable(bytesOfCharacters("Größe"))).toBe(true);
  expect(isPrintable(Uint8Array.of(0xf8, 0x86, 0x00, 0x78))).toBe(false);
  expect(isPrintable(Uint8Array.of(0xe6, 0xe6))).toBe(false);
});
