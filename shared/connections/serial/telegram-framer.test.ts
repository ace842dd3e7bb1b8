import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checksumBytes } from "./checksum.ts";
import { bytesOfCharacters, charactersOfBytes } from "./control-characters.ts";
import { TelegramFramer } from "./telegram-framer.ts";
import type { FramedPiece, TelegramFraming } from "./telegram-framer.ts";
import { readyTelegram } from "./telegram-profiles.ts";

const counter = readyTelegram("counter_telegram").telegram;
const lines: TelegramFraming = readyTelegram("mt_sics").telegram;

const said = (pieces: readonly FramedPiece[]): string[] =>
  pieces.map((piece) =>
    piece.kind === "frame" ? charactersOfBytes(piece.content) : `!${piece.why}`,
  );
const heard = (framing: TelegramFraming, ...texts: string[]): string[] => {
  const framer = new TelegramFramer(framing);
  return texts.flatMap((text) => said(framer.push(bytesOfCharacters(text))));
};

const good = "\\x0201;00012345;00000017;R\\x036C";

describe("with start, end and checksum", () => {
  it("finds the counter telegram whole, in pieces and after noise", () => {
    expect(heard(counter, good)).toEqual(["01;00012345;00000017;R"]);
    expect(
      heard(counter, "ab\\x00\\xff\\x03", "\\x0201;0001", "2345;00000017;R\\x036", "C"),
    ).toEqual(["01;00012345;00000017;R"]);
  });

  it("drops and tells a wrong checksum, and reads the next telegram", () => {
    expect(heard(counter, `\\x0201;00012346;00000017;R\\x036C${good}`)).toEqual([
      "!bad_checksum",
      "01;00012345;00000017;R",
    ]);
  });

  it("takes up again at the start mark of the telegram after a truncated one", () => {
    expect(heard(counter, `\\x0201;000${good}`)).toEqual(["!cut_off", "01;00012345;00000017;R"]);
    expect(heard(counter, `\\x0201;00\\x03${good}`)).toEqual([
      "!bad_checksum",
      "01;00012345;00000017;R",
    ]);
  });

  it("drops what is longer than allowed and holds no more than that", () => {
    const framer = new TelegramFramer(counter);
    const pieces = [
      ...framer.push(bytesOfCharacters(`\\x02${"7".repeat(100)}`)),
      ...framer.push(bytesOfCharacters("8".repeat(100))),
    ];
    expect(said(pieces)).toEqual(["!over_long"]);
    for (let at = 0; at < 1_000; at += 1) framer.push(bytesOfCharacters("9".repeat(60)));
    expect(framer.held.length).toBeLessThanOrEqual(64);
    expect(said(framer.push(bytesOfCharacters(good)))).toEqual(["01;00012345;00000017;R"]);
  });

  it("reads a checksum before the end mark, over the start mark too", () => {
    const hostLink = readyTelegram("omron_host_link").telegram;
    expect(heard(hostLink, "@00RD000012003452*\\r")).toEqual(["00RD0000120034"]);
    expect(heard(hostLink, "@00RD000012003453*\\r@00RD000012003452*\\r")).toEqual([
      "!bad_checksum",
      "00RD0000120034",
    ]);
  });

  it("reads raw checksums that look like the end mark or the start mark", () => {
    const raw: TelegramFraming = {
      start: "\\x02",
      end: "\\x03",
      maxBytes: 64,
      checksum: { type: "xor", over: "content", place: "before_end", form: "raw" },
    };
    const looksLikeEnd = "\\x02ab\\x03\\x03"; // a xor b = 3
    const looksLikeStart = "\\x02ac\\x02\\x03"; // a xor c = 2
    expect(heard(raw, looksLikeEnd + looksLikeStart)).toEqual(["ab", "ac"]);
    for (const cut of [3, 4, 7, 8, 9]) {
      const all = bytesOfCharacters(looksLikeEnd + looksLikeStart);
      const framer = new TelegramFramer(raw);
      const found = [...framer.push(all.slice(0, cut)), ...framer.push(all.slice(cut))];
      expect(said(found)).toEqual(["ab", "ac"]);
    }
  });
});

describe("lines without a start mark", () => {
  it("ends at CR LF; empty lines and line breaks left over are nothing", () => {
    expect(heard(lines, "S S     100.00 g\\r", "\\nS I\\r\\n\\r\\n")).toEqual([
      "S S     100.00 g",
      "S I",
    ]);
    expect(heard(lines, "\\x00\\x00S I\\r\\n")).toEqual(["S I"]);
    expect(heard({ ...lines, end: "\\r" }, "A\\r\\nB\\r\\n\\r\\n")).toEqual(["A", "B"]);
  });

  it("drops an over-long line once and reads the next", () => {
    const framing = { ...lines, maxBytes: 20 };
    expect(heard(framing, "x".repeat(30), "y".repeat(300), "z\\r\\nS I\\r\\n")).toEqual([
      "!over_long",
      "S I",
    ]);
    expect(heard(framing, `${"x".repeat(30)}\\r\\nS I\\r\\n`)).toEqual(["!over_long", "S I"]);
  });

  it("ends by silence where there is no end mark, and drops what silence leaves half", () => {
    const framer = new TelegramFramer({ ...lines, end: "" });
    expect(framer.push(bytesOfCharacters("40123"))).toEqual([]);
    framer.push(bytesOfCharacters("456"));
    expect(said(framer.endBySilence())).toEqual(["40123456"]);
    expect(framer.endBySilence()).toEqual([]);
    framer.push(bytesOfCharacters("half"));
    expect(said(framer.dropHeld())).toEqual(["!cut_off"]);
    expect(framer.held).toHaveLength(0);
  });
});

describe("any telegrams, cut anywhere, with noise between", () => {
  const plain = (text: string) => text.replaceAll(/[^ -~]|[\\*@]/g, ".");
  const contents = fc.array(fc.string({ minLength: 1, maxLength: 30 }).map(plain), {
    minLength: 1,
    maxLength: 8,
  });
  const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 });
  const framings = fc.record({
    marks: fc.constantFrom(["\\x02", "\\x03"], ["@", "*\\r"], ["\\x01\\x02", "\\r\\n"]),
    type: fc.constantFrom("xor", "sum", "lrc", "crc16"),
    form: fc.constantFrom("hex", "raw"),
    place: fc.constantFrom("before_end", "after_end"),
    over: fc.constantFrom(
      "content",
      "start_and_content",
      "content_and_end",
      "start_content_and_end",
    ),
  } as const);
  /** Noise holds neither mark: a start mark in it would begin a telegram, which the checksum drops. */
  const noises = fc.array(
    fc
      .uint8Array({ maxLength: 20 })
      .map((bytes) => bytes.filter((byte) => byte > 3 && byte !== 64)),
    { minLength: 8, maxLength: 8 },
  );

  const joined = (parts: readonly Uint8Array[]) =>
    Uint8Array.from(parts.flatMap((one) => [...one]));
  const part = (over: string, start: Uint8Array, content: Uint8Array, end: Uint8Array) =>
    joined([
      ...(over.startsWith("start") ? [start] : []),
      content,
      ...(over.endsWith("end") ? [end] : []),
    ]);

  it("come out exactly, in order", () => {
    fc.assert(
      fc.property(contents, noises, cuts, framings, (texts, noise, sizes, shape) => {
        const { marks, type, form, place, over } = shape;
        const [start, end] = [bytesOfCharacters(marks[0]!), bytesOfCharacters(marks[1]!)];
        const wire = joined(
          texts.flatMap((text, at) => {
            const content = bytesOfCharacters(text);
            const sum = checksumBytes(type, form, part(over, start, content, end));
            const tail = place === "after_end" ? [end, sum] : [sum, end];
            return [noise[at]!, start, content, ...tail];
          }),
        );
        const framer = new TelegramFramer({
          start: marks[0]!,
          end: marks[1]!,
          maxBytes: 256,
          checksum: { type, form, place, over },
        });
        const found: FramedPiece[] = [];
        for (let at = 0, turn = 0; at < wire.length; turn += 1) {
          const size = sizes[turn % sizes.length]!;
          found.push(...framer.push(wire.slice(at, at + size)));
          at += size;
        }
        expect(said(found)).toEqual(
          texts.map((text) => charactersOfBytes(bytesOfCharacters(text))),
        );
      }),
      { seed: 20_261_122, numRuns: 500 },
    );
  });

  it("never throws, never holds more than allowed, whatever arrives", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 80 })), framings, (pieces, shape) => {
        const framer = new TelegramFramer({
          start: shape.marks[0]!,
          end: shape.marks[1]!,
          maxBytes: 40,
          checksum: { type: shape.type, form: shape.form, place: shape.place, over: shape.over },
        });
        for (const piece of pieces) {
          framer.push(piece);
          expect(framer.held.length).toBeLessThanOrEqual(40 + 4);
        }
      }),
      { seed: 20_261_122 },
    );
  });
});
