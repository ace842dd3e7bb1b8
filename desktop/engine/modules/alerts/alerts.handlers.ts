import type { Reader } from "../../database/reader.ts";
import { paged, searched } from "../../database/list-query.ts";
import { eventStream } from "../../serve/event-stream.ts";
import { reading, writing } from "../../serve/house.ts";
import type { AlertParts } from "./alert-parts.ts";
import { alertRowOf, namedAlerts } from "./alert-rows.ts";

const sortColumns = {
  raisedAt: "alert.raised_at",
  clearedAt: "alert.cleared_at",
  kind: "alert.kind",
  machine: "machine.code",
} as const;

/** The alerts themselves: the list, the bell, and taking note of them. */
export const alertsHandlers = ({ bell, changed }: AlertParts) => ({
  list: reading.alerts.list.handler(async ({ input, context }) => {
    const { search, kind, machineId, state, isUnseen, range } = input;
    const query = namedAlerts(context.reader)
      .where((where) =>
        searched(where, search, ["machine.code", "machine.name", "alert_rule.name", "alert.facts"]),
      )
      .$if(kind !== undefined, (build) => build.where("alert.kind", "=", kind!))
      .$if(machineId !== undefined, (build) => build.where("alert.machine_id", "=", machineId!))
      .$if(state === "raised", (build) => build.where("alert.cleared_at", "is", null))
      .$if(state === "cleared", (build) => build.where("alert.cleared_at", "is not", null))
      .$if(isUnseen, (build) => build.where("alert.seen_at", "is", null))
      .$if(range !== undefined, (build) =>
        build.where("alert.raised_at", ">=", range!.from).where("alert.raised_at", "<", range!.to),
      );
    const { rows, total } = await paged(query, sortColumns[input.sortBy], input, "alert.id");
    return { rows: rows.map(alertRowOf), total };
  }),

  seen: writing.alerts.seen.handler(({ input, context }) =>
    context.write(async (writer) => {
      const { ids, upTo } = input;
      const rows = await (writer as unknown as Reader)
        .selectFrom("alert")
        .selectAll()
        .where("seen_at", "is", null)
        .where((where) =>
          where.or([
            where("id", "in", [...(ids ?? [])]),
            where("raised_at", "<=", upTo ?? Number.MIN_SAFE_INTEGER),
          ]),
        )
        .limit(2_000)
        .execute();
      const seen_at = context.identity.now();
      const seen_by = context.caller.session?.user.displayName ?? "";
      for (const row of rows) await writer.putFact("alert", { ...row, seen_at, seen_by });
      writer.afterCommit(changed);
      return { seen: rows.length };
    }),
  ),

  watch: reading.alerts.watch.handler(({ signal }) => eventStream(bell.source(), signal)),
});
