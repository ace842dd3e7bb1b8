import { IconTransferOut } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useFormat } from "../../shell/use-format.ts";
import { useSession } from "../../shell/use-session.ts";
import classes from "./handover.module.css";

const refetchMs = 60_000;

/** On the pages where shifts are looked at, to those who sign: a shift about to end without a hand-over, or one that waits to be taken over. */
export function HandoverReminder() {
  const isShown = useLocation({
    select: ({ pathname }) => pathname === "/" || pathname.startsWith("/shifts"),
  });
  return isShown ? <Reminder /> : null;
}

function Reminder() {
  const { t } = useTranslation("handover");
  const api = useApi();
  const format = useFormat();
  const { may, user } = useSession();
  const now = useEngineClock(refetchMs);
  const pending = useQuery(
    api.handover.pending.queryOptions({
      enabled: may("handover:sign"),
      refetchInterval: refetchMs,
    }),
  );
  const rows = (pending.data?.rows ?? []).filter(({ signed }) => signed?.userId !== user.id);
  // The newest is what one stands in; older ones are in the list.
  const row = rows.at(-1);
  if (row === undefined) return null;
  const key = row.status === "signed" ? "waiting" : row.shift.end <= now ? "overdue" : "soon";
  return (
    <div className="banner" data-tone="notice" role="status">
      <IconTransferOut size={22} stroke={1.8} aria-hidden />
      <div>
        <strong>
          {t(`reminder.${key}`, {
            shift: row.shift.name,
            date: format.dayShort(row.shift.start),
            in: format.duration(Math.max(0, row.shift.end - now)),
          })}
        </strong>
        <p>
          <Link
            className={classes.plain}
            to="/shifts/handover/$shiftId"
            params={{ shiftId: row.shift.id }}
          >
            {t("reminder.open")}
          </Link>
          {rows.length > 1 && (
            <>
              {" · "}
              <Link className={classes.plain} to="/shifts/handover">
                {t("reminder.more", { count: rows.length - 1 })}
              </Link>
            </>
          )}
        </p>
      </div>
    </div>
  );
}
