import { readCsvTable, type CsvIssue } from "../kernel/csv-table.ts";
import { writeCsv, type CsvSeparator } from "../kernel/csv.ts";

/** An alarm code of a machine, what it means, and the plant's reason it stands for ("" = none). */
export interface ListedAlarm {
  readonly code: string;
  readonly text: string;
  readonly reason: string;
}

const columnNames = {
  code: ["alarm", "alarm code", "number", "no", "nummer", "nr", "fehlernummer", "id"],
  text: ["message", "meaning", "description", "meldung", "bedeutung", "beschreibung", "alarmtext"],
  reason: ["reason code", "grund", "grundcode", "stillstandsgrund"],
} as const;

const longestText = 200;
const longestReason = 40;

/** Leading zeros are how a list prints a number; the machine sends the number. */
const codeOf = (cell: string): string => {
  const code = cell.trim();
  return /^0+\d+$/.test(code) ? String(BigInt(code)) : code;
};

/** Reads a list of alarms: code, text and, where it has one, a column with reason codes. Every broken cell is told. */
export function readAlarmList(text: string): {
  readonly alarms: readonly ListedAlarm[];
  readonly issues: readonly CsvIssue[];
} {
  const table = readCsvTable(text, columnNames, ["code", "text"]);
  const alarms: ListedAlarm[] = [];
  const issues: CsvIssue[] = [...table.issues];
  const seen = new Set<string>();
  for (const { row, cells } of table.records) {
    const alarm = {
      code: codeOf(cells["code"] ?? ""),
      text: (cells["text"] ?? "").trim(),
      reason: (cells["reason"] ?? "").trim(),
    };
    const broken: CsvIssue[] = [
      ...(alarm.code === "" ? [{ row, column: "code", rule: "must not be empty" }] : []),
      ...(alarm.code !== "" && seen.has(alarm.code)
        ? [{ row, column: "code", rule: "must stand in the list only once" }]
        : []),
      ...(alarm.text.length > longestText
        ? [{ row, column: "text", rule: "must have at most 200 characters" }]
        : []),
      ...(alarm.reason.length > longestReason
        ? [{ row, column: "reason", rule: "must have at most 40 characters" }]
        : []),
    ];
    issues.push(...broken);
    if (broken.length > 0) continue;
    seen.add(alarm.code);
    alarms.push(alarm);
  }
  return { alarms, issues: issues.toSorted((a, b) => a.row - b.row) };
}

/** Alarms as a list that `readAlarmList` reads back to the same. */
export const writeAlarmList = (
  alarms: readonly ListedAlarm[],
  separator: CsvSeparator = ",",
): string =>
  writeCsv(
    [["code", "text", "reason"], ...alarms.map(({ code, text, reason }) => [code, text, reason])],
    separator,
  );
