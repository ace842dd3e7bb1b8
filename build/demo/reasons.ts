import type { z } from "zod";
import type { plantConfig } from "#shared/plant/plant-config.ts";

type ConfiguredReason = NonNullable<z.input<typeof plantConfig>["reasons"]>[number];
type Category = ConfiguredReason["category"];

const group = (
  code: string,
  name: string,
  category: Category,
  children: readonly (readonly [code: string, name: string, category?: Category])[],
): ConfiguredReason[] => [
  { code, name, category },
  ...children.map(([child, childName, own]) => ({
    code: child,
    name: childName,
    category: own ?? category,
    parent: code,
  })),
];

/** The reasons of the demo plant: why machines stand. */
export const demoReasons: readonly ConfiguredReason[] = [
  ...group("TECH", "Technical fault", "breakdown", [
    ["FILL-VALVE", "Fill valve"],
    ["CAPPER", "Capper"],
    ["DRIVE", "Drive or servo axis"],
    ["SENSOR", "Sensor"],
    ["SAFETY-CIRCUIT", "Safety circuit"],
    ["HEATING", "Heating or hot runner"],
    ["MOULD-FAULT", "Mould or tool"],
    ["ROBOT", "Robot or gripper"],
    ["FILM", "Film unit"],
    ["SUCTION", "Suction and vacuum"],
    ["SPINDLE", "Spindle or tool changer"],
  ]),
  ...group("MINOR", "Minor stop", "minor", [
    ["JAM", "Jam"],
    ["CLEANING", "Quick cleaning"],
    ["ADJUSTMENT", "Adjustment"],
  ]),
  ...group("SETUP", "Changeover", "changeover", [
    ["FORMAT", "Format change"],
    ["TOOL-CHANGE", "Tool change"],
  ]),
  ...group("SUPPLY", "Supply", "material", [
    ["NO-MATERIAL", "Material missing"],
    ["UPSTREAM", "Machine before has stopped", "external"],
    ["DOWNSTREAM", "Outfeed full", "external"],
    ["NO-ORDER", "No order", "external"],
  ]),
  ...group("PEOPLE", "People", "operator", [["NO-OPERATOR", "Operator missing"]]),
  ...group("QUALITY", "Quality", "quality", [["FIRST-PIECE", "First piece check"]]),
  ...group("PLANNED", "Planned", "planned", [
    ["MAINTENANCE", "Planned maintenance"],
    ["MEETING", "Team meeting"],
  ]),
  { code: "OTHER", name: "Other cause", category: "breakdown", other: true },
];

/** What people call a cause that the machine itself gives no reason for. */
const reasonsOfCauses: Readonly<Record<string, string>> = {
  "Screwdriver spindle fault": "SPINDLE",
  "Camera not ready": "SENSOR",
  "Leak tester fault": "SENSOR",
  "Tool broken": "SPINDLE",
  "Coolant pressure low": "TECH",
  "Spindle temperature": "SPINDLE",
  "Tool changer jammed": "SPINDLE",
  "Feeder fault": "DRIVE",
  "Tool worn": "MOULD-FAULT",
  "Hydraulic leak": "TECH",
  "Outfeed full": "DOWNSTREAM",
  "No bottles from the filler": "UPSTREAM",
  "Coil change": "NO-MATERIAL",
  "No order": "NO-ORDER",
  Changeover: "FORMAT",
};

/** Missing parts go by many names. */
export const reasonOfCause = (cause: string): string => reasonsOfCauses[cause] ?? "NO-MATERIAL";
