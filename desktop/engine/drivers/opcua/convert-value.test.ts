import { DataType, DataValue, Variant, VariantArrayType, coerceStatusCode } from "node-opcua";
import { describe, expect, it } from "vitest";
import type { TagId } from "#shared/kernel/id.ts";
import { toInstant, toSample, toTagValue } from "./convert-value.ts";

const tag = "t" as TagId;
const whole = { path: [], namespaces: [] };
const scalar = (dataType: DataType, value: unknown) =>
  new Variant({ dataType, arrayType: VariantArrayType.Scalar, value });

describe("a value from OPC UA", () => {
  it.each([
    ["Boolean", true, true],
    ["UInt16", 65_535, 65_535],
    ["Double", Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
    ["String", "P-1", "P-1"],
    ["UInt64", [0, 4_294_967_295], 4_294_967_295],
    ["UInt64", [0x1f_ffff, 0xffff_ffff], Number.MAX_SAFE_INTEGER],
    ["UInt64", [0x20_0000, 0], 9_007_199_254_740_992n],
    ["UInt64", [0xffff_ffff, 0xffff_ffff], 18_446_744_073_709_551_615n],
    ["Int64", [0xffff_ffff, 0xffff_ffff], -1],
    ["Int64", [0x8000_0000, 0], -9_223_372_036_854_775_808n],
    ["LocalizedText", { locale: "de", text: "Läuft" }, "Läuft"],
    ["QualifiedName", { namespaceIndex: 1, name: "Speed" }, "Speed"],
    ["DateTime", new Date(0), "1970-01-01T00:00:00.000Z"],
    ["StatusCode", coerceStatusCode(0x808c0000), 0x808c0000],
  ] as const)("%s %s becomes %s", (type, value, expected) => {
    expect(toTagValue(scalar(DataType[type], value), [])).toBe(expected);
  });

  it("NaN stays NaN and nothing stays nothing", () => {
    expect(toTagValue(scalar(DataType.Double, Number.NaN), [])).toBeNaN();
    expect(toTagValue(null, [])).toBeNull();
    expect(toTagValue(scalar(DataType.String, null), [])).toBeNull();
  });

  it("an array is told as a type mismatch, not as an empty good value", () => {
    const value = new DataValue({
      value: new Variant({
        dataType: DataType.Int32,
        arrayType: VariantArrayType.Array,
        value: [1, 2],
      }),
    });
    expect(toSample(tag, value, 5, whole)).toMatchObject({ value: null, status: 0x80740000 });
  });

  it("keeps the whole status and all three clocks; a time of 1601 is none", () => {
    const value = new DataValue({
      value: scalar(DataType.Int32, 6),
      statusCode: coerceStatusCode(0x00960480),
      sourceTimestamp: new Date(1_000),
      serverTimestamp: new Date(Date.UTC(1601, 0, 1)),
    });
    expect(toSample(tag, value, 3_000, whole)).toEqual({
      tag,
      value: 6,
      status: 0x00960480,
      sourceTime: 1_000,
      serverTime: null,
      receivedTime: 3_000,
    });
    expect(toInstant(new Date(Number.NaN))).toBeNull();
  });
});
