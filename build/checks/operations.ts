import type { AnyContractProcedure } from "@orpc/contract";
import { plantAppContract } from "#shared/contract/plant-app.contract.ts";
import type { OperationMeta } from "#shared/kernel/operation.ts";

export interface DeclaredOperation {
  readonly module: string;
  readonly name: string;
  /** `runs.start` */
  readonly path: string;
  readonly meta: OperationMeta;
}

/** Every operation of the plant app's contract with what it declares about itself. */
export const operations: readonly DeclaredOperation[] = Object.entries(plantAppContract).flatMap(
  ([module, contract]) =>
    Object.entries(contract as Record<string, AnyContractProcedure>).map(([name, procedure]) => ({
      module,
      name,
      path: `${module}.${name}`,
      meta: procedure["~orpc"].meta as OperationMeta,
    })),
);
