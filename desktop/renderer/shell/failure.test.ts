import { ORPCError } from "@orpc/client";
import { describe, expect, test } from "vitest";
import { ConnectionLost } from "./connection-lost.ts";
import { fieldErrorsOf, readFailure } from "./failure.ts";

describe("reading what was thrown", () => {
  test("a typed refusal keeps its code and data", () => {
    const error = new ORPCError("DUPLICATE", {
      defined: true,
      data: { entity: "user", field: "username", value: "otto" },
    });
    expect(readFailure(error)).toEqual({
      kind: "refusal",
      code: "DUPLICATE",
      data: { entity: "user", field: "username", value: "otto" },
    });
  });

  test("a refusal with data it must not have is a bug, not a blank message", () => {
    expect(readFailure(new ORPCError("STALE", { data: { entity: "user" } }))).toEqual({
      kind: "bug",
      incident: null,
    });
  });

  test("bad input reads as INVALID with dotted paths", () => {
    const error = new ORPCError("BAD_REQUEST", {
      data: { issues: [{ path: ["user", { key: "name" }], message: "must not be empty" }] },
    });
    expect(readFailure(error)).toEqual({
      kind: "refusal",
      code: "INVALID",
      data: { issues: [{ path: "user.name", message: "must not be empty" }] },
    });
  });

  test("an address with an impossible id leads to nothing, and no field is blamed", () => {
    const wrongId = (path: string) =>
      readFailure(
        new ORPCError("BAD_REQUEST", {
          data: { issues: [{ path: [path], message: "must be a UUID" }] },
        }),
      );
    expect(wrongId("id")).toMatchObject({ code: "NOT_FOUND", data: { entity: "record" } });
    expect(wrongId("machineId")).toMatchObject({ code: "NOT_FOUND", data: { entity: "machine" } });
  });

  test("a defect of the engine carries its incident number", () => {
    expect(
      readFailure(new ORPCError("INTERNAL_SERVER_ERROR", { data: { incident: "4f1c22ab9d01" } })),
    ).toEqual({
      kind: "bug",
      incident: "4f1c22ab9d01",
    });
  });

  test("a lost connection is not a bug", () => {
    expect(readFailure(new ConnectionLost())).toEqual({ kind: "lost" });
  });

  test.each([[new Error("boom")], ["text"], [null], [undefined]])(
    "anything else (%o) is a bug of ours",
    (thrown) => {
      expect(readFailure(thrown)).toEqual({ kind: "bug", incident: null });
    },
  );
});

test("the first issue of a field is the one shown, issues without a field are left to the notification", () => {
  const issues = [
    { path: "name", message: "first" },
    { path: "name", message: "second" },
    { path: "", message: "about all" },
  ];
  expect(fieldErrorsOf({ kind: "refusal", code: "INVALID", data: { issues } })).toEqual({
    name: "first",
  });
});
