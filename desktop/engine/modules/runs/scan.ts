import type { ScanProposal } from "#shared/runs/runs.contract.ts";
import { gtinSpellings, readScannedText } from "#shared/runs/scanned-text.ts";
import type { Reader } from "../../database/reader.ts";

async function productOf(reader: Reader, codes: readonly string[]) {
  if (codes.length === 0) return null;
  const rows = await reader
    .selectFrom("product")
    .select(["code", "name"])
    .where("code", "in", codes)
    .where("is_active", "=", 1)
    .execute();
  return (
    codes.flatMap((code) => rows.find((row) => row.code === code) ?? []).find(() => true) ?? null
  );
}

/** What was made under an order before: a scanned order number brings its product along. */
async function lastOfOrder(reader: Reader, orderNo: string) {
  return reader
    .selectFrom("machine_run")
    .innerJoin("product", "product.id", "machine_run.product_id")
    .select(["product.code", "product.name", "machine_run.target", "machine_run.cavities"])
    .where("machine_run.order_no", "=", orderNo)
    .orderBy("machine_run.starts_at", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** Looks up what a scanned text stands for. A word that is no product is taken as the order number. */
export async function proposalOf(reader: Reader, text: string): Promise<ScanProposal> {
  const { words, gtin, target } = readScannedText(text);
  const nothing = {
    orderNo: null,
    product: null,
    cavities: null,
    foundBy: null,
    unknownGtin: null,
  };
  const byCode = await productOf(
    reader,
    words.map((word) => word.toUpperCase()),
  );
  if (byCode !== null) {
    const orderNo = words.find((word) => word.toUpperCase() !== byCode.code) ?? null;
    return { ...nothing, text, orderNo, product: byCode, target, foundBy: "product_code" };
  }
  if (gtin !== null) {
    const spellings = gtinSpellings(gtin);
    const byGtin = await productOf(reader, spellings);
    const orderNo = words.find((word) => !spellings.includes(word)) ?? null;
    return byGtin === null
      ? { ...nothing, text, orderNo, target, unknownGtin: gtin }
      : { ...nothing, text, orderNo, product: byGtin, target, foundBy: "gtin" };
  }
  const orderNo = words[0] ?? null;
  const last = orderNo === null ? undefined : await lastOfOrder(reader, orderNo);
  if (last === undefined) return { ...nothing, text, orderNo, target };
  return {
    ...nothing,
    text,
    orderNo,
    product: { code: last.code, name: last.name },
    target: target ?? last.target,
    cavities: last.cavities,
    foundBy: "earlier_order",
  };
}
