import { describe, expect, it } from "vitest";
import { readArguments, WrongArguments } from "./arguments.ts";

const refusal = (...argv: string[]): string => {
  try {
    return JSON.stringify(readArguments(argv));
  } catch (error) {
    if (error instanceof WrongArguments) return error.message;
    throw error;
  }
};

describe("the command line", () => {
  it("serves when no command is named, on any free port", () => {
    expect(readArguments(["--data", "/plant"])).toEqual({
      name: "serve",
      data: "/plant",
      port: 0,
      "load-demo": false,
    });
  });

  it("reads a KPI question with instants of any zone", () => {
    const argv = ["oee", "--data", "d", "--machine", "FILL-1", "--json"];
    const range = ["--from", "2026-03-02T06:00:00+01:00", "--to", "2026-03-02T13:00:00Z"];
    expect(readArguments([...argv, ...range])).toEqual({
      name: "oee",
      data: "d",
      machine: "FILL-1",
      json: true,
      from: Date.parse("2026-03-02T05:00:00Z"),
      to: Date.parse("2026-03-02T13:00:00Z"),
    });
  });

  it("asks for help from every command", () => {
    expect(readArguments(["check", "--help"])).toEqual({ name: "help" });
  });

  it("names the commands when one is unknown", () => {
    expect(refusal("sevre")).toBe(
      '"sevre" is not a command; there are serve, oee, proof, replay, check, export.',
    );
  });

  it("reads what to do with a proof, and which file", () => {
    expect(readArguments(["proof", "verify", "p.json"])).toEqual({
      name: "proof verify",
      file: "p.json",
    });
    expect(readArguments(["proof", "--help"])).toEqual({ name: "help" });
    expect(refusal("proof", "verify")).toContain("name the file");
    expect(refusal("proof", "read", "p.json")).toBe(
      '"proof read" is not a command; there are proof verify, proof export.',
    );
    const range = ["--from", "2026-03-02T05:00:00Z", "--to", "2026-03-02T13:00:00Z"];
    const known = ["--known-at", "2026-03-02T13:10:00Z"];
    const argv = ["proof", "export", "--data", "d", "--machine", "M", ...range, ...known];
    expect(readArguments(argv)).toMatchObject({
      name: "proof export",
      "known-at": Date.parse("2026-03-02T13:10:00Z"),
    });
  });

  it("names every issue at once, each with its option", () => {
    const words = refusal("oee", "--from", "yesterday", "--to", "2026-03-02T06:00:00").split("\n");
    expect(words.map((line) => line.slice(0, line.indexOf(":")))).toEqual([
      "--data",
      "--machine",
      "--from",
      "--to",
    ]);
    expect(words[2]).toContain("ISO 8601 with zone");
  });

  it.each([
    ["--data", "d", "--port", "x"],
    ["--data", "d", "--port", "70000"],
    ["--data", "d", "--colour", "red"],
    ["--data"],
    ["--data", ""],
    ["check", "--data", "d", "stray"],
  ])("refuses %s %s %s %s", (...argv) => {
    expect(() => readArguments(argv)).toThrow(WrongArguments);
  });
});
