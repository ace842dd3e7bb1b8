import { expect, test } from "vitest";
import { firstRunSteps, stepOfField } from "./first-run-steps.ts";

test("a refused field leads back to the step that asks for it", () => {
  expect(["name", "zone", "username", "password", "start", "unheard-of"].map(stepOfField)).toEqual([
    0, 0, 1, 1, 2, 0,
  ]);
});

test("every field is asked for once", () => {
  const fields = firstRunSteps.flatMap((step) => step.fields);
  expect(new Set(fields).size).toBe(fields.length);
});
