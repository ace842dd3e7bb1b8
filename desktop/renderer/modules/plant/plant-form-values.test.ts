import { expect, test } from "vitest";
import { plantFieldOf, plantFormValues, policyOfForm } from "./plant-form-values.ts";

const policy = {
  minorStopMs: 90_000,
  minimumRunMs: 3_000,
  minorStops: "six-big-losses",
  minimumCoverage: 0.9,
  targetOee: 0.855,
} as const;
const plant = {
  id: "1",
  name: "Nord",
  zone: "Europe/Berlin",
  language: "de",
  policy,
  version: 3,
} as const;

test("a policy is shown in seconds and percent, without binary dust", () => {
  expect(plantFormValues(plant)).toEqual({
    name: "Nord",
    language: "de",
    minorStopSeconds: 90,
    minimumRunSeconds: 3,
    minorStops: "six-big-losses",
    minimumCoveragePercent: 90,
    targetOeePercent: 85.5,
  });
});

test("what is not touched comes back the same", () => {
  expect(policyOfForm(plantFormValues(plant))).toEqual(policy);
});

test("an issue of the policy lands on its field", () => {
  expect(["policy.targetOee", "name"].map(plantFieldOf)).toEqual(["targetOeePercent", "name"]);
});
