import { expect, test } from "vitest";
import { captureReason } from "./capture-reason.ts";

test.each([
  ["disk_full", "disk_full"],
  ["SQLITE_FULL: database or disk is full", "disk_full"],
  ["ENOSPC", "disk_full"],
  ["SQLITE_READONLY_DBMOVED", "read_only"],
  ["EROFS: read-only file system", "read_only"],
  ["SQLITE_CORRUPT: database disk image is malformed", "corrupt"],
  ["SQLITE_NOTADB", "corrupt"],
  ["something else", "other"],
  [null, "other"],
] as const)("%s → %s", (reason, expected) => {
  expect(captureReason(reason)).toBe(expected);
});
