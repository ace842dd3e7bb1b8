import { ActionIcon, Title, Tooltip } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconX } from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { BackLink } from "./BackLink.tsx";
import "./page.css";

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
