import { plantConfig, type PlantConfigDocument } from "#shared/plant/plant-config.ts";

export const products = ["P-1", "P-2", "P-3", "P-4", "P-5"] as const;

const categories = [
  "breakdown",
  "material",
  "operator",
  "quality",
  "minor",
  "external",
  "changeover",
] as const;

/** Twenty reasons of all categories but planned ones. */
export const reasons = Array.from({ length: 20 }, (_, i) => ({
  code: `R-${i + 1}`,
  name: `Reason ${i + 1}`,
  category: categories[i % categories.length]!,
}));

const everyDay = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** Presses on three shifts of four crews, in a zone that changes its clocks; no connection, so that nothing is captured. */
export function yearPlant(machines: number): PlantConfigDocument {
  const document = {
    version: 1,
    plant: { name: "Machine years", zone: "Europe/Berlin" },
    shiftPatterns: [
      {
        code: "THREE",
        pattern: {
          name: "Three shifts",
          shifts: [
            ["EARLY", "06:00", "14:00", "10:00", "10:30"],
            ["LATE", "14:00", "22:00", "18:00", "18:30"],
            ["NIGHT", "22:00", "06:00", "02:00", "02:30"],
          ].map(([code, start, end, from, to]) => ({
            code,
            name: code,
            start,
            end,
            breaks: [{ name: "Break", start: from, end: to }],
          })),
          cycle: {
            type: "weekly",
            ...Object.fromEntries(everyDay.map((day) => [day, ["EARLY", "LATE", "NIGHT"]])),
          },
          crews: ["A", "B", "C", "D"].map((code) => ({ code, name: `Crew ${code}` })),
          crewRotation: {
            anchor: "2024-01-01",
            daysPerStep: 2,
            steps: [0, 1, 2, 3].map((step) => ({
              EARLY: "ABCD"[step],
              LATE: "ABCD"[(step + 1) % 4],
              NIGHT: "ABCD"[(step + 2) % 4],
            })),
          },
        },
      },
    ],
    products: products.map((code) => ({ code, name: code })),
    reasons,
    machines: Array.from({ length: machines }, (_, i) => ({
      code: `PRESS-${String(i + 1).padStart(3, "0")}`,
      name: `Press ${i + 1}`,
      kind: "press",
      shiftPattern: "THREE",
      idealCycles: products.map((product, p) => ({
        product,
        cycleSeconds: 2 + p / 4,
        validFrom: "2020-01-01T00:00:00Z",
      })),
    })),
  };
  plantConfig.parse(document);
  return document as PlantConfigDocument;
}
