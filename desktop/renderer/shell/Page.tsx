import { ActionIcon, Title, Tooltip } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconX } from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { useEffect, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { usePlantSession } from "./ApiProvider.tsx";
import { BackLink } from "./BackLink.tsx";
import { useFormat } from "./use-format.ts";
import { useSessionState } from "./use-session.ts";
import "./page.css";
import "./print.css";

interface PageProps {
  readonly title: string;
  /** One line on what the page is for; shown until it is closed once. */
  readonly purpose?: string;
  /** The primary action, top right. */
  readonly actions?: ReactNode;
  /** Between the frame's top and the title: where a detail page leads back to. Set-up lists lead back to the tiles by themselves. */
  readonly back?: ReactNode;
  /** Beside the title: status of a detail page. */
  readonly status?: ReactNode;
  /** `reading`: a column for forms and text; `wide` (default): the whole width. */
  readonly width?: "wide" | "reading";
  readonly children: ReactNode;
}

/** Frame of every page: title, purpose on first visits, primary action, content. */
export function Page(props: PageProps) {
  const { title, purpose, actions, back, status, width = "wide", children } = props;
  useEffect(() => {
    document.title = `${title} · Unison`;
  }, [title]);
  return (
    <article className="page" data-width={width}>
      <header className="page-header">
        {back ?? <BackToSetup />}
        <div className="page-title-row">
          <div className="page-title">
            <Title order={1} size="h3">
              {title}
            </Title>
            {status}
          </div>
          {actions !== undefined && <div className="page-actions">{actions}</div>}
        </div>
        {purpose !== undefined && <Purpose text={purpose} />}
        <Printed />
      </header>
      {children}
    </article>
  );
}

/** On `/setup/x`: the way back to the tiles. */
function BackToSetup() {
  const { t } = useTranslation();
  const isUnderSetup = useLocation({
    select: (location) => /^\/setup\/[^/]+\/?$/.test(location.pathname),
  });
  return isUnderSetup ? <BackLink to="/setup" label={t("shell:nav.setup.label")} /> : null;
}

/** On paper only: whose figures these are, and when they were printed. */
function Printed() {
  const { t } = useTranslation("table");
  const format = useFormat();
  const { now } = usePlantSession();
  const { welcome, user } = useSessionState();
  const [at, setAt] = useState(now);
  useEffect(() => {
    const look = () => flushSync(() => setAt(now()));
    window.addEventListener("beforeprint", look);
    return () => window.removeEventListener("beforeprint", look);
  }, [now]);
  if (welcome?.plant == null || user === null) return null;
  return (
    <p className="page-printed">
      {t("printed", { plant: welcome.plant.name, at: format.dateTime(at), by: user.displayName })}
    </p>
  );
}

function Purpose(props: { text: string }) {
  const { t } = useTranslation();
  const [closed, setClosed] = useLocalStorage<string[]>({
    key: "unison.closed-purposes",
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  if (closed.includes(props.text)) return null;
  return (
    <p className="page-purpose">
      {props.text}
      <Tooltip label={t("shell:page.hidePurpose")}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          c="dimmed"
          aria-label={t("shell:page.hidePurpose")}
          onClick={() => setClosed([...closed, props.text])}
        >
          <IconX size={14} />
        </ActionIcon>
      </Tooltip>
    </p>
  );
}
