import { sql } from "kysely";
import type { z } from "zod";
import type { RunRow, runsContract } from "#shared/runs/runs.contract.ts";
import { searched } from "../../database/list-query.ts";
import type { Reader } from "../../database/reader.ts";
import { knownUntil } from "../oee/known-until.ts";
import { namedRuns, runRows } from "./run-rows.ts";

type Wish = z.output<NonNullable<(typeof runsContract)["list"]["~orpc"]["inputSchema"]>>;

const sortColumns: Record<Wish["sortBy"], string> = {
  start: "machine_run.starts_at",
  machineCode: "machine.code",
  productCode: "machine_run.product_code",
  orderNo: "machine_run.order_no",
};

/** Whether a run, or one product of a combined run, has this product or order. */
const makes = (column: "product_code" | "order_no", value: string) => () =>
  sql<boolean>`(${sql.ref(`machine_run.${column}`)} = ${value} or exists (
      select 1 from run_item where run_item.run_id = machine_run.id and ${sql.ref(`run_item.${column}`)} = ${value}))`;

/** One page of the runs that fit, and how many do. `clock` = now, UTC milliseconds. */
export async function runList(
  reader: Reader,
  wish: Wish,
  clock = Date.now(),
): Promise<{ rows: RunRow[]; total: number }> {
  const { range, machineIds, productCode, orderNo, source } = wish;
  const fitting = namedRuns(reader)
    .where((where) =>
      searched(where, wish.search, [
        "machine.code",
        "machine.name",
        "machine_run.product_code",
        "product.name",
        "machine_run.order_no",
        "machine_run.started_by",
      ]),
    )
    .$if(machineIds.length > 0, (build) => build.where("machine_run.machine_id", "in", machineIds))
    .$if(productCode !== undefined, (build) => build.where(makes("product_code", productCode!)))
    .$if(orderNo !== undefined, (build) => build.where(makes("order_no", orderNo!)))
    .$if(source !== undefined, (build) => build.where("machine_run.source", "=", source!))
    .$if(wish.onlyOpen, (build) => build.where("machine_run.ends_at", "is", null))
    .$if(range !== undefined, (build) =>
      build
        .where("machine_run.starts_at", "<", range!.to)
        .where((where) =>
          where.or([
            where("machine_run.ends_at", "is", null),
            where("machine_run.ends_at", ">", range!.from),
          ]),
        ),
    );
  const { total } = await fitting
    .clearSelect()
    .select((build) => build.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  const runs = await fitting
    .orderBy(sql.ref(sortColumns[wish.sortBy]), wish.sortDirection)
    .orderBy("machine_run.starts_at", "desc")
    .orderBy("machine_run.id")
    .offset(wish.offset)
    .limit(wish.limit)
    .execute();
  return { rows: await runRows(reader, runs, await knownUntil(reader, clock)), total };
}
