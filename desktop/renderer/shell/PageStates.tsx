import { Button, Skeleton, Title } from "@mantine/core";
import { IconAlertOctagon, IconLock, type Icon } from "@tabler/icons-react";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Permission } from "#shared/access/permissions.ts";
import { readFailure } from "./failure.ts";
import { newIncident } from "./incident.ts";
import { failureText } from "./refusal-text.ts";
import "./page.css";

/** A wait below 200 ms shows nothing, so that quick answers do not flicker. */
const calmMs = 200;

/** Skeleton in place of content that is on its way. */
export function Loading(props: { rows?: number; height?: number }) {
  const { t } = useTranslation();
  const { rows = 6, height = 36 } = props;
  const [isVisible, setVisible] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setVisible(true), calmMs);
    return () => window.clearTimeout(timer);
  }, []);
  if (!isVisible) return null;
  return (
    <div role="status" aria-label={t("shell:states.loading")} style={{ display: "grid", gap: 8 }}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} radius="md" />
      ))}
    </div>
  );
}

interface EmptyProps {
  readonly icon: Icon;
  readonly title: string;
  /** What will stand here, and why it does not yet. */
  readonly text: string;
  /** The first thing to do. */
  readonly action?: ReactNode;
}

/** Nothing here yet: what this is for and the first action. */
export function Empty(props: EmptyProps) {
  const Icon = props.icon;
  return (
    <section className="page-state" data-centered>
      <span className="page-state-icon">
        <Icon size={28} stroke={1.6} aria-hidden />
      </span>
      <Title order={2} size="h4">
        {props.title}
      </Title>
      <p>{props.text}</p>
      {props.action}
    </section>
  );
}

/** Something failed: what, what is safe, what to do, and the number that finds it in the log. */
export function Failure(props: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const { error, retry } = props;
  const failure = readFailure(error);
  const [incident] = useState(() =>
    failure.kind === "bug" ? (failure.incident ?? newIncident(error)) : null,
  );
  if (failure.kind === "refusal" && failure.code === "FORBIDDEN")
    return <NoPermission permission={failure.data.permission} />;
  const words = failureText(failure, t);
  return (
    <section className="page-state" role="alert">
      <span className="page-state-icon">
        <IconAlertOctagon size={28} stroke={1.6} aria-hidden />
      </span>
      <Title order={2} size="h4">
        {words.title}
      </Title>
      <p>{words.text}</p>
      {words.wayOut !== "" && <p>{words.wayOut}</p>}
      {failure.kind === "bug" && <p>{t("shell:failure.safe")}</p>}
      {incident !== null && (
        <p className="page-state-incident">{t("shell:failure.incident", { incident })}</p>
      )}
      {retry !== undefined && (
        <Button variant="default" onClick={retry} mt="xs">
          {t("shell:failure.retry")}
        </Button>
      )}
    </section>
  );
}

/** The role does not allow it: says which right is missing and who can give it. */
export function NoPermission(props: { permission: Permission | (string & {}) }) {
  const { t } = useTranslation();
  const permission = t(`shell:permissions.${props.permission.replace(":", "_")}`, {
    defaultValue: props.permission,
  });
  return (
    <section className="page-state" data-centered>
      <span className="page-state-icon">
        <IconLock size={28} stroke={1.6} aria-hidden />
      </span>
      <Title order={2} size="h4">
        {t("shell:failure.forbidden.title")}
      </Title>
      <p>{t("shell:failure.forbidden.text", { permission })}</p>
      <p>{t("shell:failure.forbidden.wayOut")}</p>
    </section>
  );
}
