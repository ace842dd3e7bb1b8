import { Anchor, Text } from "@mantine/core";
import { IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Callout } from "../../shell/Callout.tsx";
import classes from "./connections.module.css";
import { ServerCertificate } from "./settings/ServerCertificate.tsx";
import { untrustedThumbprint, type TestReport } from "./untrusted-certificate.ts";
import { useHintText } from "./use-hint-text.ts";

/** What was tried, step by step, and what to try where it failed. */
export function TestResult(props: { report: TestReport; onTrusted: (thumbprint: string) => void }) {
  const { t } = useTranslation("connections");
  const hint = useHintText();
  const { report, onTrusted } = props;
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The value of scrollIntoView is no clean-up (newer browsers return a promise).
    end.current?.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }, [report]);
  const thumbprint = untrustedThumbprint(report);
  return (
    <>
      <ol className={classes.testSteps}>
        {report.steps.map((step, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a report is never re-ordered
          <li key={index} className={classes.testStep} data-ok={step.ok}>
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
      {thumbprint !== null && (
        <ServerCertificate
          thumbprint={thumbprint}
          subject={null}
          validTo={null}
          isTrusted={false}
          onTrusted={() => onTrusted(thumbprint)}
        />
      )}
      {thumbprint === null && report.hint !== null && (
        <Callout tone="notice" title={t("try.title")}>
          <span>{hint(report.hint)}</span>
          {/our certificate/.test(report.hint) && (
            <Anchor renderRoot={(root) => <Link {...root} to="/setup/certificates" />}>
              {t("try.ownCertificate")}
            </Anchor>
          )}
        </Callout>
      )}
      <div ref={end} />
    </>
  );
}
