import { z } from "zod";
import type { Edit } from "#shared/trust/edit.ts";
import type { Reader } from "../../database/reader.ts";
import type { EditWish } from "./edit-wish.ts";

const record = z.record(z.string(), z.unknown());
type Values = z.infer<typeof record>;

interface Entry {
  readonly at: number;
  readonly by: string;
  readonly entity: string;
  readonly id: string;
  readonly before: Values | null;
  readonly after: Values | null;
}

/** Columns of a machine's row that change its figures. */
const machineColumns = ["minor_stop_ms", "minimum_run_ms", "shift_pattern_id", "is_active"];

const text = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value);

/** `2 s`, `4 s / 2`: seconds per cycle and pieces of it. */
const cycleText = (row: Values | null | undefined): string | null => {
  if (!row || typeof row["cycle_us"] !== "number") return null;
  const cavities = row["cavities"];
  return `${row["cycle_us"] / 1e6} s${typeof cavities === "number" && cavities > 1 ? ` / ${cavities}` : ""}`;
};

/** What people set otherwise that judges the machine's time and pieces; it holds for the past too. */
export async function settingEdits(reader: Reader, wish: EditWish): Promise<Edit[]> {
  const { machine, from, to, since, until } = wish;
  const rows = await reader
    .selectFrom("audit_entry")
    .selectAll()
    .where("entity", "in", ["plant", "machine", "reason", "ideal_cycle", "planned_downtime"])
    .where("at", ">", since)
    .where("at", "<=", until)
    .orderBy("at")
    .execute();
  const entries = rows.map((row): Entry => {
    const read = (json: string | null) => (json === null ? null : record.parse(JSON.parse(json)));
    return {
      at: row.at,
      by: row.actor_name,
      entity: row.entity,
      id: row.entity_id,
      before: read(row.before),
      after: read(row.after),
    };
  });
  const cycles = await reader
    .selectFrom("ideal_cycle")
    .innerJoin("product", "product.id", "ideal_cycle.product_id")
    .selectAll("ideal_cycle")
    .select("product.code as product")
    .execute();
  const products = await reader.selectFrom("product").select(["id", "code"]).execute();
  const productCode = new Map<string, string>(products.map(({ id, code }) => [id, code]));
  const reasons = await reader.selectFrom("reason").select(["id", "name"]).execute();
  const reasonName = new Map<string, string>(reasons.map(({ id, name }) => [id, name]));
  const downtimes = await reader.selectFrom("planned_downtime").selectAll().execute();

  const base = ({ at, by }: Entry) => ({ recordedAt: at, by, note: "" });
  const ofMachine = { machineId: machine.id, machineCode: machine.code };
  const ofAll = { machineId: null, machineCode: null };
  const always = { start: null, end: null };

  function one(entry: Entry): Edit[] {
    const { before, after } = entry;
    switch (entry.entity) {
      case "plant": {
        const policy = (values: Values | null) =>
          record.safeParse(JSON.parse(text(values?.["policy"]) ?? "null")).data ?? {};
        const [was, is] = [policy(before), policy(after)];
        return Object.keys({ ...was, ...is })
          .filter((key) => before !== null && was[key] !== is[key])
          .map((key) => ({
            ...base(entry),
            ...ofAll,
            ...always,
            kind: "policy",
            subject: key,
            from: text(was[key]),
            to: text(is[key]),
          }));
      }
      case "machine":
        if (entry.id !== machine.id || before === null || after === null) return [];
        return machineColumns
          .filter((column) => column in after)
          .map((column) => ({
            ...base(entry),
            ...ofMachine,
            ...always,
            kind: "machine",
            subject: column,
            from: text(before[column]),
            to: text(after[column]),
          }));
      case "reason":
        if (before === null || after === null || !("category" in after)) return [];
        return [
          {
            ...base(entry),
            ...ofAll,
            ...always,
            kind: "reason",
            subject: reasonName.get(entry.id) ?? "",
            from: text(before["category"]),
            to: text(after["category"]),
          },
        ];
      case "ideal_cycle": {
        const row = cycles.find(({ id }) => id === entry.id);
        const whole: Values = { ...row, ...before, ...after };
        if (whole["machine_id"] !== machine.id || Number(whole["valid_from"]) >= to) return [];
        return [
          {
            ...base(entry),
            ...ofMachine,
            kind: "ideal_cycle",
            start: Number(whole["valid_from"]),
            end: null,
            subject: productCode.get(String(whole["product_id"])) ?? "",
            from: before === null ? null : cycleText({ ...whole, ...before }),
            to: after === null ? null : cycleText({ ...whole, ...after }),
          },
        ];
      }
      case "planned_downtime": {
        const row = downtimes.find(({ id }) => id === entry.id);
        const whole: Values = { ...row, ...before, ...after };
        const [start, end] = [Number(whole["starts_at"]), Number(whole["ends_at"])];
        const was = { ...whole, ...before };
        const reach = {
          start: Math.min(start, Number(was["starts_at"])),
          end: Math.max(end, Number(was["ends_at"])),
        };
        const isOther = whole["machine_id"] !== null && whole["machine_id"] !== machine.id;
        if (isOther || reach.start >= to || reach.end <= from) return [];
        const name = text(whole["name"]);
        return [
          {
            ...base(entry),
            ...(whole["machine_id"] === null ? ofAll : ofMachine),
            kind: "planned_downtime",
            start,
            end,
            subject: name ?? "",
            from: before === null ? null : text(was["name"]),
            to: after === null ? null : name,
          },
        ];
      }
      default:
        return [];
    }
  }
  return entries.flatMap(one);
}
