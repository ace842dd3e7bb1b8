import { Anchor, Button, Popover, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconBell, IconBellRinging } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AlertRow } from "#shared/alerts/alerts.contract.ts";
import type { AlertId } from "#shared/kernel/id.ts";
import { useApi, useClient } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useFormat } from "../../shell/use-format.ts";
import { useSession } from "../../shell/use-session.ts";
import { useStream } from "../../shell/use-stream.ts";
import { alertIcons } from "./alert-icons.ts";
import { useAlertWords } from "./use-alert-words.ts";
import classes from "./alerts.module.css";

/** A new alert pops up for this long. */
const shownMs = 12_000;
const mostCounted = 99;

/** Alerts that nobody has taken note of: how many, which, and each new one as it comes. */
export function Bell() {
  const { may } = useSession();
  return may("machine:read") ? <Ringing /> : null;
}

function Ringing() {
  const { t } = useTranslation("alerts");
  const client = useClient();
  const { user } = useSession();
  const words = useAlertWords();
  const [opened, panel] = useDisclosure(false);
  const [rows, setRows] = useState<readonly AlertRow[]>([]);
  const [unseen, setUnseen] = useState(0);
  const known = useRef<ReadonlySet<string> | null>(null);
  useStream(
    (signal) => client.alerts.watch(undefined, { signal }),
    (event) => {
      // What stood there before this screen looked is no news.
      const news =
        known.current === null ? [] : event.rows.filter(({ id }) => !known.current!.has(id));
      known.current = new Set([...(known.current ?? []), ...event.rows.map(({ id }) => id)]);
      for (const row of news) {
        if (row.roles.length > 0 && !row.roles.includes(user.role)) continue;
        const { title, text } = words(row);
        notifications.show({ id: row.id, title, message: text, color: "red", autoClose: shownMs });
      }
      setRows(event.rows);
      setUnseen(event.unseen);
    },
    [client],
  );
  const label = unseen === 0 ? t("bell.none") : t("bell.unseen", { count: unseen });
  const Icon = unseen === 0 ? IconBell : IconBellRinging;
  return (
    <Popover
      opened={opened}
      onChange={panel.set}
      position="bottom-end"
      width="min(400px, calc(100vw - 16px))"
      shadow="md"
      withArrow
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <UnstyledButton
          className={classes.bell!}
          data-ringing={unseen > 0 || undefined}
          onClick={panel.toggle}
          aria-label={label}
          title={label}
          aria-haspopup="dialog"
          aria-expanded={opened}
        >
          <Icon size={20} stroke={1.8} aria-hidden />
          {unseen > 0 && (
            <span aria-hidden>{unseen > mostCounted ? `${mostCounted}+` : unseen}</span>
          )}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <BellPanel rows={rows} close={panel.close} />
      </Popover.Dropdown>
    </Popover>
  );
}

function BellPanel(props: { rows: readonly AlertRow[]; close: () => void }) {
  const { t } = useTranslation("alerts");
  const api = useApi();
  const format = useFormat();
  const { may } = useSession();
  const words = useAlertWords();
  const { rows, close } = props;
  const seen = useCommand(api.alerts.seen);
  const takeNote = (some: readonly AlertRow[]) =>
    seen.mutate({ ids: some.map(({ id }) => id as AlertId) });
  return (
    <div role="dialog" aria-label={t("bell.title")}>
      <ul className={classes.bellRows}>
        {rows.map((row) => {
          const Icon = alertIcons[row.facts.kind];
          const { title, text } = words(row);
          return (
            <li key={row.id} data-over={row.clearedAt !== null || undefined}>
              <Icon size={20} stroke={1.7} aria-hidden />
              <div>
                <strong>{title}</strong>
                <span>{text}</span>
                <small>
                  {row.clearedAt === null || row.clearedAt === row.raisedAt
                    ? format.relative(row.raisedAt)
                    : t("bell.over", { since: format.relative(row.clearedAt) })}
                </small>
              </div>
              {may("production:log") && (
                <Button
                  size="xs"
                  h={44}
                  variant="subtle"
                  onClick={() => takeNote([row])}
                  aria-label={t("bell.note", { alert: title })}
                >
                  {t("bell.ok")}
                </Button>
              )}
            </li>
          );
        })}
        {rows.length === 0 && <li className={classes.quiet}>{t("bell.none")}</li>}
      </ul>
      <div className={classes.bellFoot}>
        <Anchor component={Link} to={"/alerts" as never} size="sm" onClick={close}>
          {t("bell.all")}
        </Anchor>
        {rows.length > 1 && may("production:log") && (
          <Button
            size="xs"
            variant="default"
            loading={seen.isPending}
            onClick={() => takeNote(rows)}
          >
            {t("bell.noteAll")}
          </Button>
        )}
      </div>
    </div>
  );
}
