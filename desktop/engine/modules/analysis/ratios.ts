import type { z } from "zod";
import type { analysisContract } from "#shared/analysis/analysis.contract.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import { lineSums } from "#shared/oee/roll-up.ts";
import type { Reader } from "../../database/reader.ts";
import { definitionHash } from "../oee/kpi-report-of.ts";
import { askedOf, basisOf, definitionsNow, isPreliminary } from "./asked.ts";
import { figuresReportOf, sumsOfGroup } from "./figures-of.ts";
import { gather } from "./gather.ts";

export type RatiosAsked = z.output<(typeof analysisContract.ratios)["~orpc"]["inputSchema"] & {}>;
export type RatiosAnswer = z.output<(typeof analysisContract.ratios)["~orpc"]["outputSchema"] & {}>;

const nothing = { time: [], output: [], definitions: [] };

/**
 * Every ratio, per machine and for all by the line rule. `clock` = now, UTC milliseconds.
 * @throws Refusal INVALID when the bottleneck is not among the machines asked for
 */
export async function ratios(
  reader: Reader,
  { lineRule, ...filter }: RatiosAsked,
  clock = Date.now(),
): Promise<RatiosAnswer> {
  const asked = await askedOf(reader, filter, clock);
  const groups = await gather(reader, asked, "day", ({ machine }) => machine.id);
  const preliminary = await isPreliminary(reader, asked);
  const sums = new Map(
    asked.machines.map(({ id }) => [
      id as string,
      sumsOfGroup(asked, groups.get(id) ?? nothing, preliminary),
    ]),
  );
  const total = lineSums(lineRule, sums);
  if (total === undefined)
    throw new Refusal("INVALID", {
      issues: [{ path: "lineRule.machineId", message: "must be one of the machines asked for" }],
    });
  const meanings = new Map<string, readonly string[]>();
  for (const machine of asked.machines)
    meanings.set(
      machine.id,
      groups.get(machine.id)?.definitions ?? (await definitionsNow(reader, [machine])),
    );
  return {
    basis: await basisOf(reader, asked, [...meanings.values()].flat()),
    lineRule,
    total: figuresReportOf(asked, total),
    machines: asked.machines.map(({ id, code, name }) => ({
      machineId: id,
      code,
      name,
      ...figuresReportOf(asked, sums.get(id)!),
      definitionHash: definitionHash(meanings.get(id)!),
    })),
  };
}
