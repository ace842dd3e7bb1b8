import { z } from "zod";
import { displayName, machineCode, recordCode } from "../kernel/code.ts";
import { isoInstant } from "../kernel/instant.ts";
import { language } from "../kernel/language.ts";
import { zone } from "../kernel/zone.ts";
import { connectionSettings } from "../connections/connection-settings.ts";
import { deadbandKind, tagClass } from "../connections/tag.ts";
import { machineKind } from "../machines/machine-kind.ts";
import { signalRules } from "../machines/signal-rules.ts";
import { tagCode } from "../machines/tag-code.ts";
import { kpiPolicy } from "../oee/kpi-policy.ts";
import { shiftPattern } from "../shifts/shift-pattern.ts";
import { reasonCategory } from "../stops/reason-category.ts";

const configuredTag = z
  .object({
    code: tagCode,
    name: displayName.optional(),
    /** The driver's own text; OPC UA: `nsu=<namespace URI>;s=<identifier>`. */
    address: z.string().min(1).max(500),
    class: tagClass,
    unit: z.string().max(20).optional(),
    /** Deadband for analog tags: in the tag's unit, or in percent of the engineering range. */
    deadband: z.number().min(0).optional(),
    deadbandKind: deadbandKind.default("absolute"),
    /** Engineering range (high minus low) for a percent deadband where the server names none. */
    span: z.number().positive().optional(),
    /** Sampling or poll interval; absent = that of the class or connection, 0 = every change. */
    samplingMs: z.int().min(0).max(3_600_000).optional(),
  })
  .strict();

/** Seconds with at most microsecond precision, so that the stored integer is exact. */
const cycleSeconds = z
  .number()
  .min(0.000_001)
  .max(86_400)
  .refine((seconds) => Math.abs(seconds * 1e6 - Math.round(seconds * 1e6)) < 1e-3, {
    error: "must have at most six decimals",
  });

const configuredCycle = z
  .object({
    product: recordCode,
    /** Ideal seconds per machine cycle. */
    cycleSeconds,
    /** Active cavities: pieces per cycle. */
    cavities: z.int().min(1).max(1_000).default(1),
    validFrom: isoInstant,
  })
  .strict();

const configuredMachine = z
  .object({
    code: machineCode,
    name: displayName,
    kind: machineKind,
    description: z.string().max(500).default(""),
    connection: recordCode.optional(),
    shiftPattern: recordCode.optional(),
    /** Overrides the plant's limit for minor stops. */
    minorStopSeconds: z.int().min(0).max(86_400).optional(),
    /** A run between two standstills that is shorter does not end the stop. */
    minimumRunSeconds: z.int().min(0).max(3_600).optional(),
    tags: z.array(configuredTag).default([]),
    signals: signalRules.default({}),
    idealCycles: z.array(configuredCycle).default([]),
  })
  .strict();

/**
 * The declarative configuration of a plant: what `unison-engine --config` applies and `export` writes.
 * Records are named by code; applying creates what is missing and updates what differs, and never deletes history.
 */
export const plantConfig = z
  .object({
    version: z.literal(1),
    plant: z
      .object({
        name: displayName,
        zone,
        language: language.default("en"),
        policy: kpiPolicy.prefault({}),
      })
      .strict(),
    connections: z
      .array(
        z
          .object({
            code: recordCode,
            name: displayName,
            enabled: z.boolean().default(true),
            settings: connectionSettings,
          })
          .strict(),
      )
      .default([]),
    shiftPatterns: z
      .array(z.object({ code: recordCode, pattern: shiftPattern }).strict())
      .default([]),
    products: z.array(z.object({ code: recordCode, name: displayName }).strict()).default([]),
    reasons: z
      .array(
        z
          .object({
            code: recordCode,
            name: displayName,
            category: reasonCategory,
            parent: recordCode.optional(),
            /** A reason that says "other". */
            other: z.boolean().default(false),
            /** Hex; absent = that of the category. */
            colour: z
              .string()
              .regex(/^#[0-9a-f]{6}$/, { error: "must be # and six of 0–9, a–f" })
              .optional(),
            /** The name in other languages. */
            names: z.partialRecord(language, displayName).optional(),
            /** Machines it is offered on; absent = all. */
            machines: z.array(machineCode).optional(),
            /** `false`: no longer offered. */
            active: z.boolean().default(true),
          })
          .strict(),
      )
      .default([]),
    machines: z.array(configuredMachine).default([]),
  })
  .strict();
export type PlantConfig = z.infer<typeof plantConfig>;
/** The same as a file has it: instants as ISO text, defaults left out. */
export type PlantConfigDocument = z.input<typeof plantConfig>;
export type ConfiguredMachine = z.infer<typeof configuredMachine>;
