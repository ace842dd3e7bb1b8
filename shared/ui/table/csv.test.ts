import { expect, test } from "vitest";
import { csvText } from "./csv.ts";

test("quotes what needs quotes and leaves empty what is not known", () => {
  expect(csvText(["a", "b"], [['say "hi", now', null], [12.5, true]])).toBe(
    '\uFEFFa,b\r\n"say ""hi"", now",\r\n12.5,true\r\n',
  );
});

test("a text never becomes a formula; a negative number stays one", () => {
  expect(csvText(["a"], [["=1+1"], [-3]])).toBe("\uFEFFa\r\n'=1+1\r\n-3\r\n");
});
