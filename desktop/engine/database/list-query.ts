import type { Expression, ExpressionBuilder, SelectQueryBuilder, SqlBool } from "kysely";
import { sql } from "kysely";

interface Page {
  readonly sortDirection: "asc" | "desc";
  readonly offset: number;
  readonly limit: number;
}

/** Every word of `search` stands in at least one of the columns, without regard to case. Empty search matches all. */
export function searched<Tables, Name extends keyof Tables>(
  where: ExpressionBuilder<Tables, Name>,
  search: string,
  columns: readonly string[],
): Expression<SqlBool> {
  const words = search.split(/\s+/).filter((word) => word !== "");
  const escaped = (word: string) => `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return where.and(
    words.map((word) =>
      where.or(
        columns.map((column) => sql<SqlBool>`${sql.ref(column)} like ${escaped(word)} escape '\\'`),
      ),
    ),
  );
}

/** One page of a query in a stable order, and how many rows it has in all. `idColumn`: with its table, where several are joined. */
export async function paged<Tables, Name extends keyof Tables, Row>(
  query: SelectQueryBuilder<Tables, Name, Row>,
  sortColumn: string,
  page: Page,
  idColumn = "id",
): Promise<{ rows: Row[]; total: number }> {
  const counted = await query
    .clearSelect()
    .select(sql<number>`count(*)`.as("total"))
    .executeTakeFirstOrThrow();
  const rows = await query
    .orderBy(sql.ref(sortColumn), page.sortDirection)
    .orderBy(sql.ref(idColumn))
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return { rows, total: (counted as { total: number }).total };
}
