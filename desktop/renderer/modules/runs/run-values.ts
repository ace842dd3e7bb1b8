import type { RunItemInput, RunRow } from "#shared/runs/runs.contract.ts";
import { zonedInstant, zonedText } from "../ledger/zoned-text.ts";

export interface ItemValues {
  readonly key: string;
  readonly productCode: string | null;
  readonly orderNo: string;
  readonly pieces: number | string;
}

/** The fields of the drawer. Times are `YYYY-MM-DD HH:MM:SS` by the plant's clock. */
export interface RunValues {
  readonly machineId: string | null;
  readonly productCode: string | null;
  readonly orderNo: string;
  readonly target: number | string;
  readonly cavities: number | string;
  readonly isCombined: boolean;
  /** Of a combined run: all in one cycle (family mould), else their cycles add up (nest). */
  readonly isOneCycle: boolean;
  readonly items: readonly ItemValues[];
  /** Null = now. */
  readonly start: string | null;
  /** Null = still running. */
  readonly end: string | null;
}

/** What a new run begins with. */
export interface RunDraft {
  readonly machineId: string | null;
  readonly productCode: string | null;
  readonly orderNo: string | null;
  readonly target: number | null;
  readonly cavities: number | null;
  readonly source: "person" | "scan";
}

export const emptyItem = (key: string): ItemValues => ({
  key,
  productCode: null,
  orderNo: "",
  pieces: 1,
});

export const isStored = (run: RunRow | RunDraft): run is RunRow => "version" in run;

export function runValues(run: RunRow | RunDraft, zone: string): RunValues {
  const made = {
    machineId: run.machineId,
    productCode: run.productCode,
    orderNo: run.orderNo ?? "",
    target: run.target ?? "",
    cavities: run.cavities ?? "",
  };
  if (!isStored(run))
    return {
      ...made,
      isCombined: false,
      isOneCycle: true,
      items: [emptyItem("1"), emptyItem("2")],
      start: null,
      end: null,
    };
  const isCombined = run.items.length > 0;
  return {
    ...made,
    isCombined,
    isOneCycle: isCombined ? run.cavities !== null : true,
    items: isCombined
      ? run.items.map((item, i) => ({
          key: String(i + 1),
          productCode: item.productCode,
          orderNo: item.orderNo ?? "",
          pieces: item.piecesPerCycle,
        }))
      : [{ ...emptyItem("1"), productCode: run.productCode }, emptyItem("2")],
    start: zonedText(run.start, zone),
    end: run.end === null ? null : zonedText(run.end, zone),
  };
}

const whole = (value: number | string): number | null => {
  const number = typeof value === "number" ? value : Number(value.trim() || Number.NaN);
  return Number.isInteger(number) && number > 0 ? number : null;
};

export type RunField = "machineId" | "productCode" | "items" | "start" | "end";

/** Fields that do not say enough, by name. */
export function missingFields(values: RunValues): RunField[] {
  const missing: RunField[] = [];
  if (values.machineId === null) missing.push("machineId");
  if (values.isCombined) {
    const isWhole = ({ productCode, pieces }: ItemValues) =>
      productCode !== null && whole(pieces) !== null;
    if (values.items.length < 2 || !values.items.every(isWhole)) missing.push("items");
  } else if (values.productCode === null && values.orderNo.trim() === "")
    missing.push("productCode");
  return missing;
}

/** What the fields say is made, as the operations take it. */
export function madeOf(values: RunValues): {
  productCode: string | null;
  orderNo: string | null;
  target: number | null;
  cavities: number | null;
  items: RunItemInput[] | null;
} {
  const orderOf = (text: string) => (text.trim() === "" ? null : text.trim());
  const target = whole(values.target);
  if (!values.isCombined)
    return {
      productCode: values.productCode,
      orderNo: orderOf(values.orderNo),
      target,
      cavities: whole(values.cavities),
      items: null,
    };
  const items = values.items.map((item) => ({
    productCode: item.productCode ?? "",
    orderNo: orderOf(item.orderNo),
    piecesPerCycle: whole(item.pieces) ?? 1,
  }));
  const pieces = items.reduce((sum, item) => sum + item.piecesPerCycle, 0);
  return {
    productCode: items[0]?.productCode ?? null,
    orderNo: items[0]?.orderNo ?? null,
    target,
    cavities: values.isOneCycle ? pieces : null,
    items,
  };
}

/** Times that were changed; one left alone keeps its milliseconds. */
export function boundsOf(
  values: RunValues,
  run: RunRow,
  zone: string,
): { start?: number; end?: number | null } {
  const shown = runValues(run, zone);
  const start = values.start === null ? null : zonedInstant(values.start, zone);
  const end = values.end === null ? null : zonedInstant(values.end, zone);
  return {
    ...(values.start !== shown.start && start !== null && { start }),
    ...(values.end !== shown.end && { end }),
  };
}
