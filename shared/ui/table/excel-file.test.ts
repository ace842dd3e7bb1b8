import { expect, test } from "vitest";
import { excelFile } from "./excel-file.ts";
import type { ExportTable } from "./export-table.ts";

/** The files in a zip, by name: local headers and deflate as PKWARE's APPNOTE describes them. */
async function unzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Map<string, string>> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = new TextDecoder();
  const files = new Map<string, string>();
  const end = bytes.length - 22;
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const size = view.getUint32(at + 20, true);
    const nameLength = view.getUint16(at + 28, true);
    const name = text.decode(bytes.slice(at + 46, at + 46 + nameLength));
    const local = view.getUint32(at + 42, true);
    const begin = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const packed = bytes.slice(begin, begin + size);
    const isStored = view.getUint16(at + 10, true) === 0;
    const plain = isStored
      ? packed
      : await new Response(
          new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")),
        ).arrayBuffer();
    files.set(name, text.decode(plain));
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return files;
}

/** Cells of a sheet by address: `A1` → text, `1` for true, or the number as written. */
function cellsOf(files: Map<string, string>, sheet: number): Record<string, string> {
  const plain = (xml: string) =>
    xml.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  const shared = [
    ...(files.get("xl/sharedStrings.xml") ?? "").matchAll(/<si>.*?<t[^>]*>(.*?)<\/t>.*?<\/si>/gs),
  ].map(([, found]) => plain(found!));
  const xml = files.get(`xl/worksheets/sheet${sheet}.xml`) ?? "";
  return Object.fromEntries(
    [...xml.matchAll(/<c r="([A-Z]+\d+)"([^>]*)>(?:<v>(.*?)<\/v>)?/g)].map(
      ([, address, attributes, value]) => [
        address!,
        attributes!.includes('t="s"') ? shared[Number(value)]! : (value ?? ""),
      ],
    ),
  );
}

const stops: ExportTable = {
  title: "Stops: FILL-1",
  zone: "Europe/Berlin",
  columns: [
    { label: "Start", kind: undefined },
    { label: "Reason", kind: undefined },
    { label: "Length", kind: "seconds" },
    { label: "Share", kind: "percent" },
    { label: "Pieces", kind: undefined },
    { label: "Open", kind: undefined },
  ],
  rows: [
    ["2026-07-01T04:00:00.000Z", '=HYPERLINK("x")', 5_400, 0.125, 1_200, false],
    [null, "Kappe <klemmt> & mehr", 61.5, null, 0, true],
  ],
  about: [
    ["Filter", "FILL-1"],
    ["Zone", "Europe/Berlin"],
    ["Exported at", "2026-07-01T10:00:00.000Z"],
  ],
};

test("numbers, lengths, shares and local instants are counted with, and texts stay texts", async () => {
  const files = await unzipped(await excelFile(stops, "About"));
  const cells = cellsOf(files, 1);
  expect(cells).toMatchObject({
    A1: "Start",
    F1: "Open",
    B2: '=HYPERLINK("x")',
    C2: String(5_400 / 86_400),
    D2: "0.125",
    E2: "1200",
    F2: "0",
    B3: "Kappe <klemmt> & mehr",
    C3: String(61.5 / 86_400),
    E3: "0",
    F3: "1",
  });
  // 1 July 2026, 06:00 on Berlin's wall clock: days since 1899-12-30.
  expect(Number(cells["A2"])).toBeCloseTo(46_204.25, 6);
  expect(cells["A3"] ?? "").toBe("");
  expect(files.get("xl/worksheets/sheet1.xml")).not.toContain("<f>");
  const formats = files.get("xl/styles.xml");
  for (const format of ["[h]:mm:ss", "0.0%", "yyyy-mm-dd hh:mm:ss"])
    expect(formats).toContain(format);
});

test("a second sheet says what was exported", async () => {
  const files = await unzipped(await excelFile(stops, "About"));
  expect(files.get("xl/workbook.xml")).toMatch(/name="Stops {2}FILL-1".*name="About"/s);
  expect(cellsOf(files, 2)).toMatchObject({ A1: "Filter", B1: "FILL-1", B2: "Europe/Berlin" });
});

test("a table of many rows is written whole", async () => {
  const rows = Array.from({ length: 8_000 }, (_, at) => [`M-${at}`, at, null, null, at, null]);
  const files = await unzipped(await excelFile({ ...stops, rows }, "About"));
  expect(cellsOf(files, 1)).toMatchObject({ A8001: "M-7999", E8001: "7999" });
});
