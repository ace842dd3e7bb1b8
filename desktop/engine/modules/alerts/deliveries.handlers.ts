import { Refusal } from "#shared/kernel/refusal.ts";
import { paged, searched } from "../../database/list-query.ts";
import { reading, writing } from "../../serve/house.ts";
import type { AlertParts } from "./alert-parts.ts";
import { deliveryRowOf, namedDeliveries } from "./alert-rows.ts";

const sortColumns = {
  createdAt: "delivery.created_at",
  nextAt: "delivery.next_at",
  status: "delivery.status",
  channel: "delivery.channel",
  target: "delivery.target",
} as const;

/** What went out, what waits and what did not arrive. */
export const deliveriesHandlers = ({ changed }: AlertParts) => ({
  deliveries: reading.alerts.deliveries.handler(async ({ input, context }) => {
    const { search, status, channel, alertId } = input;
    const query = namedDeliveries(context.reader)
      .where((where) =>
        searched(where, search, [
          "delivery.target",
          "webhook_target.name",
          "delivery.detail",
          "machine.code",
        ]),
      )
      .$if(status !== undefined, (build) => build.where("delivery.status", "=", status!))
      .$if(channel !== undefined, (build) => build.where("delivery.channel", "=", channel!))
      .$if(alertId !== undefined, (build) => build.where("delivery.alert_id", "=", alertId!));
    const { rows, total } = await paged(query, sortColumns[input.sortBy], input, "delivery.id");
    return { rows: rows.map(deliveryRowOf), total };
  }),

  retryDelivery: writing.alerts.retryDelivery.handler(({ input, context }) =>
    context.write(async (writer) => {
      const row = await writer
        .selectFrom("delivery")
        .selectAll()
        .where("id", "=", input.id)
        .executeTakeFirst();
      if (row === undefined) throw new Refusal("NOT_FOUND", { entity: "delivery", id: input.id });
      if (row.status !== "failed" && row.status !== "unsure")
        throw new Refusal("NOT_NOW", { reason: "only what failed or is unsure is sent again" });
      const now = context.identity.now();
      await writer.putFact("delivery", {
        ...row,
        status: "waiting",
        attempts: 0,
        next_at: now,
        done_at: null,
      });
      await writer.audit("delivery", row.id, { status: row.status }, { status: "waiting" });
      writer.afterCommit(changed);
      const after = await namedDeliveries(writer)
        .where("delivery.id", "=", row.id)
        .executeTakeFirstOrThrow();
      return deliveryRowOf(after);
    }),
  ),
});
