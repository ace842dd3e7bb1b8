import { expect, it } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

it("gives equal things one text, whatever order their keys were written in", () => {
  const one = { b: [1, { y: null, x: 0.1 }], a: "ä\n", c: undefined };
  const other = { a: "ä\n", b: [1, { x: 0.1, y: null }] };
  expect(canonicalJson(one)).toBe('{"a":"ä\\n","b":[1,{"x":0.1,"y":null}]}');
  expect(canonicalJson(other)).toBe(canonicalJson(one));
  expect(JSON.parse(canonicalJson(one))).toEqual(other);
});
