import { describe, expect, test } from "vitest";
import { gtinOf, gtinSpellings, readScannedText } from "./scanned-text.ts";

describe("a scanned text", () => {
  test("an order string names order, product and pieces", () => {
    expect(readScannedText("4711/P-250/500")).toEqual({
      words: ["4711", "P-250"],
      gtin: null,
      target: 500,
    });
    expect(readScannedText(" 4711 ; P-250 ")).toEqual({
      words: ["4711", "P-250"],
      gtin: null,
      target: null,
    });
  });

  test("a number alone is an order, never a number of pieces", () => {
    expect(readScannedText("4711")).toEqual({ words: ["4711"], gtin: null, target: null });
    expect(readScannedText("4711/0")).toEqual({ words: ["4711", "0"], gtin: null, target: null });
  });

  test("a GTIN is known by its check digit", () => {
    expect(gtinOf("4006381333931")).toBe("04006381333931");
    expect(gtinOf("4006381333932")).toBeNull();
    expect(gtinOf("96385074")).toBe("00000096385074");
    expect(readScannedText("4006381333931").gtin).toBe("04006381333931");
  });

  test("also inside a GS1 element string, with what follows it", () => {
    expect(readScannedText("(01)04006381333931(10)L1").gtin).toBe("04006381333931");
    expect(readScannedText("]C1010400638133393110L1").gtin).toBe("04006381333931");
  });

  test("is looked up with and without its leading zeros", () => {
    expect(gtinSpellings("04006381333931")).toEqual(["04006381333931", "4006381333931"]);
    expect(gtinSpellings("00000096385074")).toEqual([
      "00000096385074",
      "0000096385074",
      "000096385074",
      "96385074",
    ]);
  });
});
