import { createRequire } from "node:module";
import { expect, it, vi } from "vitest";
import { logNodeOpcuaTo } from "./node-opcua-log.ts";
import { testLog } from "./test-driver.ts";

it("what node-opcua prints goes to the log at debug level, without colours, and not to the console", () => {
  // The loggers that node-opcua itself writes with; it does not export them.
  const require = createRequire(createRequire(import.meta.url).resolve("node-opcua"));
  const { make_warningLog: warningLogOf } = require("node-opcua-debug") as {
    make_warningLog: (context: string) => (...parts: unknown[]) => void;
  };
  const lines: [object, string][] = [];
  const consoles = [
    vi.spyOn(console, "log"),
    vi.spyOn(console, "warn"),
    vi.spyOn(console, "error"),
  ];
  logNodeOpcuaTo({ ...testLog, debug: (fields, text) => void lines.push([fields, text]) });
  warningLogOf("node-opcua-test")("\u001b[31mno limits\u001b[39m", 42);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject([
    { source: "node-opcua", level: "warning" },
    expect.stringContaining("no limits"),
  ]);
  expect(lines[0]![1]).not.toContain("\u001b");
  for (const written of consoles) expect(written).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});
