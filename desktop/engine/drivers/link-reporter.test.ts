import { expect, it } from "vitest";
import type { ConnectionId } from "#shared/kernel/id.ts";
import type { LinkChange } from "#shared/machines/sample.ts";
import { LinkReporter } from "./link-reporter.ts";

it("emits each outage once, with the first cause and the last good instant; health shows the latest cause", () => {
  const changes: LinkChange[] = [];
  const reporter = new LinkReporter("c" as ConnectionId, 100, (change) => changes.push(change));
  expect(reporter.condition).toEqual({ link: "lost", since: 100, cause: "starting", detail: null });
  reporter.lost(100, "unreachable", "a");
  reporter.lost(150, "refused", "b");
  expect(reporter.condition).toEqual({ link: "lost", since: 100, cause: "refused", detail: "b" });
  reporter.live(200);
  reporter.live(250);
  reporter.lost(300, "silent", "c");
  reporter.lost(310, "unreachable", "d");
  expect(changes.map((change) => [change.link, change.at])).toEqual([
    ["lost", 100],
    ["live", 200],
    ["lost", 300],
  ]);
  expect(changes.at(-1)).toMatchObject({ cause: "silent" });
});
