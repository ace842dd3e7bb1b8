import { expect, test } from "vitest";
import { readAlarmList, writeAlarmList } from "./alarm-list-csv.ts";

test("a machine builder's list is read, with its zeros and without reasons", () => {
  expect(readAlarmList('Nr;Meldung\r\n0007;Öldruck niedrig\r\n110;"Ventil; undicht"\r\n')).toEqual({
    alarms: [
      { code: "7", text: "Öldruck niedrig", reason: "" },
      { code: "110", text: "Ventil; undicht", reason: "" },
    ],
    issues: [],
  });
});

test("broken rows are told, the others stay", () => {
  const list = `code,text,reason\n1,Guard open,GUARD\n,No code,\n1,Again,\n2,${"x".repeat(201)},\n3,Jam,${"R".repeat(41)}\n4,,\n`;
  const { alarms, issues } = readAlarmList(list);
  expect(alarms).toEqual([
    { code: "1", text: "Guard open", reason: "GUARD" },
    { code: "4", text: "", reason: "" },
  ]);
  expect(issues.map(({ row, column, rule }) => `${row} ${column}: ${rule}`)).toEqual([
    "3 code: must not be empty",
    "4 code: must stand in the list only once",
    "5 text: must have at most 200 characters",
    "6 reason: must have at most 40 characters",
  ]);
});

test("a list without its columns says which it needs", () => {
  expect(readAlarmList("a;b\n1;2\n").issues).toEqual([
    { row: 1, column: "code", rule: "must have this column" },
    { row: 1, column: "text", rule: "must have this column" },
  ]);
});

test("a written list is read back to the same", () => {
  const alarms = [
    { code: "E-10", text: 'Klemmt; "Station 3"', reason: "JAM" },
    { code: "=2", text: "-5 °C", reason: "" },
  ];
  expect(readAlarmList(writeAlarmList(alarms, ";"))).toEqual({ alarms, issues: [] });
});
