import type { ReplayEvent } from "#shared/replay/replay.contract.ts";
import { longestShiftMs } from "#shared/shifts/longest-shift.ts";
import type { Reader } from "../../database/reader.ts";

interface Range {
  readonly from: number;
  readonly to: number;
}

const within = (at: number | null, { from, to }: Range): at is number =>
  at !== null && at >= from && at < to;

async function callEvents(reader: Reader, range: Range): Promise<ReplayEvent[]> {
  const calls = await reader
    .selectFrom("andon_call")
    .innerJoin("machine", "machine.id", "andon_call.machine_id")
    .selectAll("andon_call")
    .select("machine.code as machineCode")
    .where("andon_call.opened_at", "<", range.to)
    .where((build) =>
      build.or([
        build("andon_call.closed_at", "is", null),
        build("andon_call.closed_at", ">=", range.from),
      ]),
    )
    .execute();
  return calls.flatMap((call): ReplayEvent[] => {
    const { machineCode } = call;
    return [
      ...(within(call.opened_at, range)
        ? [
            {
              at: call.opened_at,
              kind: "call_opened" as const,
              machineCode,
              actor: call.opened_by,
              detail: [call.kind, call.note].filter((part) => part !== "").join(": "),
            },
          ]
        : []),
      ...(within(call.acknowledged_at, range)
        ? [
            {
              at: call.acknowledged_at,
              kind: "call_acknowledged" as const,
              machineCode,
              actor: call.acknowledged_by,
              detail: call.kind,
            },
          ]
        : []),
      ...(within(call.closed_at, range)
        ? [
            {
              at: call.closed_at,
              kind: "call_closed" as const,
              machineCode,
              actor: call.closed_by,
              detail: call.resolution,
            },
          ]
        : []),
    ];
  });
}

async function classEvents(reader: Reader, { from, to }: Range): Promise<ReplayEvent[]> {
  const rows = await reader
    .selectFrom("stop_class")
    .innerJoin("machine", "machine.id", "stop_class.machine_id")
    .leftJoin("reason", "reason.id", "stop_class.reason_id")
    .select([
      "stop_class.recorded_at as at",
      "stop_class.actor_name as actor",
      "machine.code as machineCode",
      "reason.name as reasonName",
    ])
    .where("stop_class.recorded_at", ">=", from)
    .where("stop_class.recorded_at", "<", to)
    .execute();
  return rows.map(({ at, actor, machineCode, reasonName }) => ({
    at,
    kind: "classified",
    machineCode,
    actor,
    detail: reasonName ?? "",
  }));
}

async function alertEvents(reader: Reader, { from, to }: Range): Promise<ReplayEvent[]> {
  const rows = await reader
    .selectFrom("alert")
    .leftJoin("machine", "machine.id", "alert.machine_id")
    .select(["alert.raised_at as at", "alert.kind", "machine.code as machineCode"])
    .where("alert.raised_at", ">=", from)
    .where("alert.raised_at", "<", to)
    // The first step of a call is the call, which stands here already.
    .where((build) => build.or([build("alert.step", "is", null), build("alert.step", ">", 0)]))
    .execute();
  return rows.map(({ at, kind, machineCode }) => ({
    at,
    kind: "alert",
    machineCode,
    actor: null,
    detail: kind,
  }));
}

async function linkEvents(reader: Reader, range: Range): Promise<ReplayEvent[]> {
  const gaps = await reader
    .selectFrom("gap")
    .innerJoin("connection", "connection.id", "gap.connection_id")
    .select(["gap.starts_at", "gap.ends_at", "gap.cause", "connection.code"])
    .where("gap.tag_code", "is", null)
    .where("gap.starts_at", "<", range.to)
    .where((build) =>
      build.or([build("gap.ends_at", "is", null), build("gap.ends_at", ">=", range.from)]),
    )
    .execute();
  return gaps.flatMap((gap): ReplayEvent[] => {
    const told = { machineCode: null, actor: null };
    return [
      ...(within(gap.starts_at, range)
        ? [
            {
              ...told,
              at: gap.starts_at,
              kind: "link_lost" as const,
              detail: `${gap.code}: ${gap.cause}`,
            },
          ]
        : []),
      ...(within(gap.ends_at, range)
        ? [{ ...told, at: gap.ends_at, kind: "link_back" as const, detail: gap.code }]
        : []),
    ];
  });
}

const dayMs = 86_400_000;

async function signatureEvents(reader: Reader, range: Range): Promise<ReplayEvent[]> {
  const rows = await reader
    .selectFrom("handover")
    .innerJoin("shift_instance", "shift_instance.id", "handover.shift_instance_id")
    .select([
      "handover.signed_at",
      "handover.signed_name",
      "handover.acknowledged_at",
      "handover.acknowledged_name",
      "shift_instance.name",
    ])
    // By pattern and start, so that the index of the calendar is used; signed up to a day after the end.
    .where("shift_instance.pattern_id", "in", reader.selectFrom("shift_pattern").select("id"))
    .where("shift_instance.starts_at", ">", range.from - dayMs - longestShiftMs)
    .where("shift_instance.ends_at", ">=", range.from - dayMs)
    .where("shift_instance.starts_at", "<", range.to)
    .execute();
  return rows.flatMap((row) =>
    (
      [
        [row.signed_at, row.signed_name],
        [row.acknowledged_at, row.acknowledged_name],
      ] as const
    ).flatMap(([at, actor]): ReplayEvent[] =>
      within(at, range) ? [{ at, kind: "signed", machineCode: null, actor, detail: row.name }] : [],
    ),
  );
}

/** What people and connections did in a range, in order of time. */
export async function replayEvents(reader: Reader, range: Range): Promise<ReplayEvent[]> {
  const all = await Promise.all([
    callEvents(reader, range),
    classEvents(reader, range),
    alertEvents(reader, range),
    linkEvents(reader, range),
    signatureEvents(reader, range),
  ]);
  return all.flat().toSorted((a, b) => a.at - b.at);
}
