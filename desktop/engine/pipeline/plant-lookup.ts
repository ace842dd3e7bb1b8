import type { Database } from "better-sqlite3";
import type { ProductId, ReasonId } from "#shared/kernel/id.ts";

/** The few records that captured facts name by code. Read once, read again when people change them. */
export class PlantLookup {
  readonly #raw: Database;
  #products = new Map<string, ProductId>();
  #reasons = new Map<string, ReasonId>();

  constructor(raw: Database) {
    this.#raw = raw;
    this.reload();
  }

  reload(): void {
    const idsByCode = <Name extends ProductId | ReasonId>(table: "product" | "reason") =>
      new Map(
        this.#raw
          .prepare<[], { code: string; id: Name }>(`select code, id from ${table}`)
          .all()
          .map(({ code, id }) => [code, id]),
      );
    this.#products = idsByCode<ProductId>("product");
    this.#reasons = idsByCode<ReasonId>("reason");
  }

  /** Null for a code nobody has entered as a product: it is shown, never guessed. */
  productOf(code: string | null): ProductId | null {
    return code === null ? null : (this.#products.get(code) ?? null);
  }

  reasonOf(code: string | null): ReasonId | null {
    return code === null ? null : (this.#reasons.get(code) ?? null);
  }
}
