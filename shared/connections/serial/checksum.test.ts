import { expect, it } from "vitest";
import { checksumBytes, checksumOf, isChecksumOf } from "./checksum.ts";
import { bytesOfCharacters } from "./control-characters.ts";

const bytes = bytesOfCharacters;

it("makes the block check 6C of the counter telegram, over content and end mark", () => {
  const part = bytes("01;00012345;00000017;R\\x03");
  expect(checksumBytes("xor", "hex", part)).toEqual(bytes("6C"));
});

it("makes the FCS 52 of the Host Link answer and 55 of its request, from the @ to the end of the text", () => {
  expect(checksumBytes("xor", "hex", bytes("@00RD0000120034"))).toEqual(bytes("52"));
  expect(checksumBytes("xor", "hex", bytes("@00RD00100002"))).toEqual(bytes("55"));
});

it("makes the LRC F9 and E9 of the Modbus ASCII frames", () => {
  expect(checksumOf("lrc", Uint8Array.of(1, 3, 0, 1, 0, 2))).toBe(0xf9);
  expect(checksumOf("lrc", Uint8Array.of(1, 3, 4, 0, 7, 0, 8))).toBe(0xe9);
});

it("makes the CRC 95 CB and 4A 34 of the Modbus RTU frames, low byte first", () => {
  const request = Uint8Array.of(1, 3, 0, 1, 0, 2);
  expect(checksumBytes("crc16", "raw", request)).toEqual(Uint8Array.of(0x95, 0xcb));
  const answer = Uint8Array.of(1, 3, 4, 0, 7, 0, 8);
  expect(checksumBytes("crc16", "raw", answer)).toEqual(Uint8Array.of(0x4a, 0x34));
});

it("makes the sums 2C and 7E of the Mitsubishi frames", () => {
  expect(checksumBytes("sum", "hex", bytes("00FFWR0D001002"))).toEqual(bytes("2C"));
  expect(checksumBytes("sum", "hex", bytes("00FF00070008\\x03"))).toEqual(bytes("7E"));
});

it("takes hexadecimal digits in either case, a CRC in either order, and nothing else", () => {
  const part = bytes("@00RD0000120034");
  expect(isChecksumOf("xor", "hex", part, bytes("52"))).toBe(true);
  expect(isChecksumOf("xor", "hex", bytes("01;00012345;00000017;R\\x03"), bytes("6c"))).toBe(true);
  expect(isChecksumOf("xor", "hex", part, bytes("53"))).toBe(false);
  expect(isChecksumOf("xor", "hex", part, bytes("5 "))).toBe(false);
  const request = Uint8Array.of(1, 3, 0, 1, 0, 2);
  expect(isChecksumOf("crc16", "hex", request, bytes("CB95"))).toBe(true);
  expect(isChecksumOf("crc16", "hex", request, bytes("95cb"))).toBe(true);
});
