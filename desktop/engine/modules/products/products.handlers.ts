import type { IdealCycleRow, ProductRow } from "#shared/products/products.contract.ts";
import type { IdealCycleId, MachineId, ProductId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import { paged, searched } from "../../database/list-query.ts";
import type { Reader } from "../../database/reader.ts";
import { refuseTakenCode, refuseUnknown } from "../../database/unique-code.ts";
import type { Writer } from "../../database/writer.ts";
import { noFigures, type PlantChanges } from "../../plant-changes.ts";
import { reading, writing } from "../../serve/house.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

const productsWithCycles = (db: Selecting) =>
  db
    .selectFrom("product")
    .selectAll("product")
    .select((build) =>
      build
        .selectFrom("ideal_cycle")
        .select((count) => count.fn.countAll<number>().as("cycles"))
        .whereRef("ideal_cycle.product_id", "=", "product.id")
        .as("cycle_count"),
    );

const cycles = (db: Selecting) =>
  db
    .selectFrom("ideal_cycle")
    .innerJoin("product", "product.id", "ideal_cycle.product_id")
    .innerJoin("machine", "machine.id", "ideal_cycle.machine_id")
    .selectAll("ideal_cycle")
    .select([
      "product.code as product_code",
      "product.name as product_name",
      "machine.code as machine_code",
      "machine.name as machine_name",
    ]);

type StoredProduct = Awaited<
  ReturnType<ReturnType<typeof productsWithCycles>["executeTakeFirstOrThrow"]>
>;
type StoredCycle = Awaited<ReturnType<ReturnType<typeof cycles>["executeTakeFirstOrThrow"]>>;

const productRow = (row: StoredProduct): ProductRow => ({
  id: row.id,
  code: row.code,
  name: row.name,
  isActive: row.is_active === 1,
  cycleCount: row.cycle_count ?? 0,
  version: row.version,
});

const cycleRow = (row: StoredCycle): IdealCycleRow => ({
  id: row.id,
  productId: row.product_id,
  productCode: row.product_code,
  productName: row.product_name,
  machineId: row.machine_id,
  machineCode: row.machine_code,
  machineName: row.machine_name,
  validFrom: row.valid_from,
  cycleUs: row.cycle_us,
  cavities: row.cavities,
  version: row.version,
});

const oneProduct = async (db: Selecting, id: string) =>
  productRow(
    await productsWithCycles(db)
      .where("product.id", "=", id as never)
      .executeTakeFirstOrThrow(),
  );

const oneCycle = async (db: Selecting, id: IdealCycleId) =>
  cycleRow(await cycles(db).where("ideal_cycle.id", "=", id).executeTakeFirstOrThrow());

interface CycleStart {
  readonly machine_id: MachineId;
  readonly product_id: ProductId;
  readonly valid_from: number;
}

/** A product has one cycle per machine and instant. */
async function refuseSameStart(db: Selecting, start: CycleStart, ownId: IdealCycleId) {
  const twin = await db
    .selectFrom("ideal_cycle")
    .select("id")
    .where("machine_id", "=", start.machine_id)
    .where("product_id", "=", start.product_id)
    .where("valid_from", "=", start.valid_from)
    .where("id", "!=", ownId)
    .executeTakeFirst();
  if (twin) {
    const value = new Date(start.valid_from).toISOString();
    throw new Refusal("DUPLICATE", { entity: "ideal_cycle", field: "validFrom", value });
  }
}

export const productsHandlers = (changes: PlantChanges) => ({
  list: reading.products.list.handler(async ({ input, context }) => {
    const query = productsWithCycles(context.reader)
      .where((where) => searched(where, input.search, ["code", "name"]))
      .$if(!input.includeInactive, (builder) => builder.where("is_active", "=", 1));
    const { rows, total } = await paged(query, input.sortBy, input);
    return { rows: rows.map(productRow), total };
  }),

  create: writing.products.create.handler(({ input, context }) =>
    context.write(async (writer) => {
      await refuseTakenCode(writer, "product", input.code);
      const row = await writer.insert("product", {
        id: context.identity.newId<"product">(),
        code: input.code,
        name: input.name,
        is_active: 1,
        created_at: context.identity.now(),
      });
      writer.afterCommit(() => changes.tell("products", noFigures));
      return oneProduct(writer, row.id);
    }),
  ),

  update: writing.products.update.handler(({ input, context }) =>
    context.write(async (writer) => {
      await writer.update("product", input.id, input.basedOn, {
        ...(input.name !== undefined && { name: input.name }),
        ...(input.isActive !== undefined && {
          is_active: input.isActive ? (1 as const) : (0 as const),
        }),
      });
      writer.afterCommit(() => changes.tell("products", noFigures));
      return oneProduct(writer, input.id);
    }),
  ),

  cycles: reading.products.cycles.handler(async ({ input, context }) => {
    const rows = await cycles(context.reader)
      .$if(input.productId !== undefined, (build) =>
        build.where("ideal_cycle.product_id", "=", input.productId!),
      )
      .$if(input.machineId !== undefined, (build) =>
        build.where("ideal_cycle.machine_id", "=", input.machineId!),
      )
      .orderBy("machine.code")
      .orderBy("product.code")
      .orderBy("ideal_cycle.valid_from", "desc")
      .execute();
    return { rows: rows.map(cycleRow) };
  }),

  addCycle: writing.products.addCycle.handler(({ input, context }) =>
    context.write(async (writer) => {
      await refuseUnknown(writer, "product", input.productId);
      await refuseUnknown(writer, "machine", input.machineId);
      const id = context.identity.newId<"ideal-cycle">();
      const start = {
        machine_id: input.machineId,
        product_id: input.productId,
        valid_from: input.validFrom,
      };
      await refuseSameStart(writer, start, id);
      await writer.insert("ideal_cycle", {
        id,
        ...start,
        cycle_us: input.cycleUs,
        cavities: input.cavities,
        created_at: context.identity.now(),
      });
      const touched = { machineIds: [input.machineId], since: input.validFrom };
      writer.afterCommit(() => changes.tell("products", touched));
      return oneCycle(writer, id);
    }),
  ),

  updateCycle: writing.products.updateCycle.handler(({ input, context }) =>
    context.write(async (writer) => {
      const stored = await writer
        .selectFrom("ideal_cycle")
        .select(["machine_id", "product_id", "valid_from"])
        .where("id", "=", input.id)
        .executeTakeFirst();
      if (!stored) throw new Refusal("NOT_FOUND", { entity: "ideal_cycle", id: input.id });
      const start = { ...stored, valid_from: input.validFrom ?? stored.valid_from };
      await refuseSameStart(writer, start, input.id);
      await writer.update("ideal_cycle", input.id, input.basedOn, {
        valid_from: start.valid_from,
        ...(input.cycleUs !== undefined && { cycle_us: input.cycleUs }),
        ...(input.cavities !== undefined && { cavities: input.cavities }),
      });
      const since = Math.min(start.valid_from, stored.valid_from);
      writer.afterCommit(() =>
        changes.tell("products", { machineIds: [stored.machine_id], since }),
      );
      return oneCycle(writer, input.id);
    }),
  ),

  removeCycle: writing.products.removeCycle.handler(({ input, context }) =>
    context.write(async (writer) => {
      await writer.remove("ideal_cycle", input.id, input.basedOn);
      writer.afterCommit(() => changes.tell("products"));
      return {};
    }),
  ),
});
