import { Button, Code, Loader, Text } from "@mantine/core";
import {
  IconCircleCheck,
  IconCircleX,
  IconPlugConnected,
  IconShieldCheck,
} from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionSettings } from "#shared/connections/connection-settings.ts";
import { useClient } from "../../shell/ApiProvider.tsx";
import { Failure } from "../../shell/PageStates.tsx";
import { ruleKey } from "../../shell/refusal-text.ts";
import classes from "./connections.module.css";
import { readSettings, type ConnectionValues } from "./connection-values.ts";
import { thumbprintText, untrustedThumbprint, type TestReport } from "./untrusted-certificate.ts";

/** Tries the settings as they stand in the form, step by step, and says what to do when a step fails. */
export function ConnectionTest(props: {
  values: ConnectionValues;
  onTrust: (thumbprint: string) => void;
  onInvalid: () => void;
}) {
  const { t } = useTranslation("connections");
  const client = useClient();
  const { values, onTrust, onInvalid } = props;
  const test = useMutation({
    mutationFn: (settings: ConnectionSettings) => client.connections.test({ settings }),
  });
  const run = (tried: ConnectionValues) => {
    const reading = readSettings(tried);
    if (reading.ok) test.mutate(reading.settings);
    else onInvalid();
  };
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
          onClick={() => run(values)}
        >
          {t("test.run")}
        </Button>
      </div>
      {test.isPending && (
        <p className={classes.testStep}>
          <Loader size={16} /> {t("test.running")}
        </p>
      )}
      {test.error !== null && !test.isPending && <Failure error={test.error} />}
      {test.data !== undefined && !test.isPending && (
        <TestResult
          report={test.data}
          onTrust={(thumbprint) => {
            onTrust(thumbprint);
            run({ ...values, trustedThumbprint: thumbprint });
          }}
        />
      )}
    </section>
  );
}

function TestResult(props: { report: TestReport; onTrust: (thumbprint: string) => void }) {
  const { t } = useTranslation("connections");
  const { report, onTrust } = props;
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The value of scrollIntoView is no clean-up (newer browsers return a promise).
    end.current?.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }, [report]);
  const thumbprint = untrustedThumbprint(report);
  return (
    <>
      <ol className={classes.testSteps}>
        {report.steps.map((step) => (
          <li key={step.step} className={classes.testStep} data-ok={step.ok}>
            {step.ok ? (
              <IconCircleCheck size={18} aria-label={t("test.ok")} />
            ) : (
              <IconCircleX size={18} aria-label={t("test.failed")} />
            )}
            <span>
              {t(`test.steps.${step.step}`, { defaultValue: step.step })}
              <small>{step.detail}</small>
            </span>
          </li>
        ))}
      </ol>
      {report.ok && (
        <Text size="sm" fw={550}>
          {t("test.works")}
        </Text>
      )}
      {thumbprint !== null ? (
        <div className={classes.trust}>
          <Text size="sm">{t("trust.ask")}</Text>
          <Code block>{thumbprintText(thumbprint)}</Code>
          <Button leftSection={<IconShieldCheck size={16} />} onClick={() => onTrust(thumbprint)}>
            {t("trust.accept")}
          </Button>
        </div>
      ) : (
        report.hint !== null && (
          <Text size="sm" fw={550}>
            {hintText(report.hint, t)}
          </Text>
        )
      )}
      <div ref={end} />
    </>
  );
}

/** A hint of the driver in the person's language; our own thumbprint, where it is given, stays with it. */
function hintText(
  hint: string,
  t: (key: string, options: { defaultValue: string }) => string,
): string {
  const own = /\(thumbprint ([0-9a-f]{40})\)$/.exec(hint);
  const words = own === null ? hint : hint.slice(0, own.index).trim();
  const text = t(`hints.${ruleKey(words)}`, { defaultValue: words });
  return own === null ? text : `${text} ${thumbprintText(own[1]!)}`;
}
