import { Button, Group, Title } from "@mantine/core";
import { IconBandage } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

/** Words for a defect of this page: what is safe, what to do, the incident number. */
export function CrashNote(props: { incident: string; retry: () => void }) {
  const { t } = useTranslation();
  const openLogs = window.unison?.shell.openLogs;
  return (
    <section className="page-state" role="alert">
      <span className="page-state-icon">
        <IconBandage size={28} stroke={1.6} aria-hidden />
      </span>
      <Title order={2} size="h4">
        {t("shell:crash.title")}
      </Title>
      <p>{t("shell:crash.text")}</p>
      <p>{t("shell:crash.safe")}</p>
      <p>{t("shell:crash.wayOut")}</p>
      <p className="page-state-incident">
        {t("shell:failure.incident", { incident: props.incident })}
      </p>
      <Group mt="xs" gap="xs">
        <Button onClick={props.retry}>{t("shell:failure.retry")}</Button>
        <Button variant="default" onClick={() => window.location.reload()}>
          {t("shell:crash.reload")}
        </Button>
        {openLogs !== undefined && (
          <Button variant="default" onClick={() => void openLogs()}>
            {t("shell:crash.openLogs")}
          </Button>
        )}
      </Group>
    </section>
  );
}
