import { Button, Loader, Text } from "@mantine/core";
import { IconPlugConnected } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./connections.module.css";
import { FailureNote } from "./FailureNote.tsx";
import { TestResult } from "./TestResult.tsx";
import type { SettingsTest } from "./use-settings-test.ts";

/** Tries the settings as they stand in the form, step by step, and says what to do when a step fails. */
export function ConnectionTest(props: {
  test: SettingsTest;
  onRun: () => void;
  /** After a certificate was trusted; the settings are tried again. */
  onTrusted: (thumbprint: string) => void;
}) {
  const { t } = useTranslation("connections");
  const { test, onRun, onTrusted } = props;
  return (
    <section className={classes.test} aria-live="polite">
      <div className={classes.testHead}>
        <div>
          <Text fw={600} size="sm">
            {t("test.title")}
          </Text>
          <Text size="xs" c="dimmed">
            {t("test.text")}
          </Text>
        </div>
        <Button
          variant="default"
          leftSection={<IconPlugConnected size={16} />}
          loading={test.isPending}
          onClick={onRun}
        >
          {test.data === undefined ? t("test.run") : t("test.again")}
        </Button>
      </div>
      {test.isPending && (
        <p className={classes.testStep}>
          <Loader size={16} /> {t("test.running")}
        </p>
      )}
      {test.error !== null && !test.isPending && <FailureNote error={test.error} />}
      {test.data !== undefined && !test.isPending && (
        <TestResult report={test.data} onTrusted={onTrusted} />
      )}
    </section>
  );
}
