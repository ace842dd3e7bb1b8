import { expect, test } from "vitest";
import { freshLinkMemory, noticeLink, type LinkLook } from "./link-notices.ts";

const live: LinkLook = {
  link: "live",
  forMs: 60_000,
  cause: null,
  detail: null,
  clockOffsetMs: 0,
  lost: 0,
  certificate: null,
  refusedTags: new Map(),
};
const lost: LinkLook = { ...live, link: "lost", cause: "unreachable", detail: "no answer" };

/** What is said at each look, as `event detail`. */
function said(...looks: Partial<LinkLook>[]): string[][] {
  let memory = freshLinkMemory;
  return looks.map((part) => {
    const noticed = noticeLink(memory, { ...live, ...part });
    memory = noticed.memory;
    return noticed.notices.map(({ event, detail }) => `${event} ${detail}`);
  });
}

test("a connection that works says nothing", () => {
  expect(said({}, {}, {})).toEqual([[], [], []]);
});

test("a cause that becomes known within an outage is told, the change of the link itself is not", () => {
  const refused = { ...lost, cause: "wrong_login", detail: "no password is stored" } as const;
  expect(said({}, lost, lost, refused, refused, {})).toEqual([
    [],
    [],
    [],
    ["wrong_login no password is stored"],
    [],
    [],
  ]);
});

test("a clock that is off is told once, and once that it is right again", () => {
  const offsets = [0, 2_500, 3_000, 1_900, 1_400, 1_900, null].map((clockOffsetMs) => ({
    clockOffsetMs,
  }));
  expect(said(...offsets)).toEqual([
    [],
    ["clock_offset 2500"],
    [],
    [],
    ["clock_good 1400"],
    [],
    [],
  ]);
});

test("refused tags are told once the session has settled, by name, and when they are accepted", () => {
  const refusedTags = new Map([["press.count", "BadNodeIdUnknown"]]);
  const many = new Map(Array.from({ length: 12 }, (_, i) => [`t.${i}`, "Bad"]));
  expect(
    said(
      { forMs: 1_000, refusedTags },
      { refusedTags },
      { refusedTags },
      {},
      { refusedTags: many },
    ),
  ).toEqual([
    [],
    ["tags_refused press.count BadNodeIdUnknown"],
    [],
    ["tags_accepted press.count"],
    [
      "tags_refused t.0 Bad, t.1 Bad, t.2 Bad, t.3 Bad, t.4 Bad, t.5 Bad, t.6 Bad, t.7 Bad, t.8 Bad, t.9 Bad +2",
    ],
  ]);
});

test("lost readings and another certificate are told", () => {
  expect(said({}, { lost: 3 }, { lost: 3 }, { lost: 0 })).toEqual([
    [],
    ["readings_lost 3"],
    [],
    [],
  ]);
  expect(said({ certificate: "a" }, { certificate: "b" })).toEqual([[], ["certificate_changed b"]]);
});
