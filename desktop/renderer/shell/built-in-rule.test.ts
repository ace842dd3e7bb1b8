import { expect, test } from "vitest";
import { z } from "zod";
import { builtInRule } from "./built-in-rule.ts";

const told = (schema: z.ZodType, value: unknown) =>
  builtInRule(schema.safeParse(value).error!.issues[0]!.message);

test("zod's own messages are known, so that none is shown in English to a German", () => {
  const interval = z.int().min(100).max(10_000);
  expect(told(interval, 5)).toEqual({ key: "atLeast", bound: 100 });
  expect(told(interval, 20_000)).toEqual({ key: "atMost", bound: 10_000 });
  expect(told(interval, 500.5)).toEqual({ key: "whole", bound: undefined });
  expect(told(interval, "")).toEqual({ key: "noValue", bound: undefined });
  expect(told(z.string().max(20), "x".repeat(21))).toEqual({ key: "tooLong", bound: 20 });
  expect(told(z.string().min(1), "")).toEqual({ key: "empty", bound: 1 });
  expect(told(z.array(z.string()).min(1), [])).toEqual({ key: "tooFew", bound: 1 });
  expect(told(z.array(z.string()).max(1), ["a", "b"])).toEqual({ key: "tooMany", bound: 1 });
  expect(told(z.enum(["a", "b"]), "c")).toEqual({ key: "noValue", bound: undefined });
});

test("a rule with words of its own is left alone", () => {
  expect(builtInRule("must not be empty")).toBeNull();
});
