import { describe, expect, it } from "vitest";
import { emptyNotes } from "./handover-notes.ts";
import { handoverPolicy } from "./handover-policy.ts";
import { missingForSignature } from "./may-sign.ts";

const policy = handoverPolicy.parse({ unclassifiedLimitMs: 600_000 });
const said = { ...emptyNotes, safetyIncident: false };
const asked = { notes: said, unclassifiedMs: 0, unclassifiedReason: null, policy };
const paths = (signing: Parameters<typeof missingForSignature>[0]) =>
  missingForSignature(signing).map(({ path }) => path);

describe("before the outgoing signature", () => {
  it("nothing is missing when safety is said and the standstill has reasons", () => {
    expect(paths(asked)).toEqual([]);
  });

  it("somebody says whether anybody was hurt", () => {
    expect(paths({ ...asked, notes: emptyNotes })).toEqual(["notes.safetyIncident"]);
    expect(paths({ ...asked, notes: { ...said, safetyIncident: true } })).toEqual(["notes.safety"]);
  });

  it("more standstill without a reason than the limit asks for a word; the limit itself does not", () => {
    expect(paths({ ...asked, unclassifiedMs: 600_000 })).toEqual([]);
    expect(paths({ ...asked, unclassifiedMs: 600_001 })).toEqual(["unclassifiedReason"]);
    expect(paths({ ...asked, unclassifiedMs: 600_001, unclassifiedReason: "  " })).toEqual([
      "unclassifiedReason",
    ]);
    expect(paths({ ...asked, unclassifiedMs: 600_001, unclassifiedReason: "Fire drill" })).toEqual(
      [],
    );
  });
});
