import type { z } from "zod";
import type { analysisContract } from "#shared/analysis/analysis.contract.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { Reader } from "../../database/reader.ts";

type Contract = typeof analysisContract;
type Input<Name extends keyof Contract> = z.output<
  NonNullable<Contract[Name]["~orpc"]["inputSchema"]>
>;
type Output<Name extends keyof Contract> = z.output<
  NonNullable<Contract[Name]["~orpc"]["outputSchema"]>
>;

const notYet =
  <Name extends keyof Contract>(name: Name) =>
  async (_reader: Reader, _input: Input<Name>): Promise<Output<Name>> => {
    throw new Refusal("NOT_NOW", { reason: `analysis.${name} is not built yet` });
  };

export const losses = notYet("losses");
export const pareto = notYet("pareto");
export const stops = notYet("stops");
export const trend = notYet("trend");
export const heatMap = notYet("heatMap");
export const speed = notYet("speed");
export const reliability = notYet("reliability");
export const ratios = notYet("ratios");
