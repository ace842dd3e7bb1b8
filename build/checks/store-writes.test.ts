import { expect, test } from "vitest";
import { writesOf } from "./store-writes.ts";

test("functions that take a writer are told from those that only read", () => {
  const store = `
type Selecting = Pick<Reader | Writer, 'selectFrom'>;
export const rowOf = (row: Stored): Row => ({ ...row });
export const findSession = (db: Pick<Reader | Writer, 'selectFrom'>, token: string) => db.selectFrom('session');
export async function theRow(db: Selecting, id: string): Promise<Row> {
  const writer: Writer = undefined!;
}
export const endSession = (writer: Writer, hash: string) => writer.engine.deleteFrom('session');
export async function open(
  writer: Writer,
  userId: UserId,
): Promise<string> {}
function inside(writer: Writer) {}
`;
  expect(writesOf(store)).toEqual(["endSession", "open"]);
});
