import { Button, Code } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useApi } from "../../../shell/ApiProvider.tsx";
import { Callout } from "../../../shell/Callout.tsx";
import { useCommand } from "../../../shell/use-command.ts";
import { useEngineClock } from "../../../shell/use-engine-clock.ts";
import { useFormat } from "../../../shell/use-format.ts";
import { useSession } from "../../../shell/use-session.ts";
import { thumbprintText } from "../untrusted-certificate.ts";
import classes from "./settings.module.css";

/** The certificate a server shows: whether it is trusted, and if not how to come to trust it. */
export function ServerCertificate(props: {
  thumbprint: string;
  subject: string | null;
  validTo: number | null;
  isTrusted: boolean;
  onTrusted: () => void;
}) {
  const { t } = useTranslation("connection-setup");
  const api = useApi();
  const format = useFormat();
  const now = useEngineClock(60_000);
  const { may } = useSession();
  const { thumbprint, subject, validTo, isTrusted } = props;
  const trust = useCommand(api.certificates.trust, {
    success: "connection-setup:certificate.trusted",
    onDone: props.onTrusted,
  });
  const isExpired = validTo !== null && validTo < now;
  return (
    <Callout
      tone={isExpired ? "alarm" : isTrusted ? "done" : "notice"}
      title={t(
        isExpired ? "certificate.expired" : isTrusted ? "certificate.isTrusted" : "certificate.ask",
      )}
    >
      {!isTrusted && !isExpired && <span>{t("certificate.compare")}</span>}
      {isExpired && <span>{t("certificate.expiredText")}</span>}
      <Code block className={classes.thumbprint!}>
        {thumbprintText(thumbprint)}
      </Code>
      <span>
        {subject}
        {validTo !== null && ` · ${t("certificate.validTo", { date: format.date(validTo) })}`}
      </span>
      {!isTrusted && !isExpired && may("connection:update") && (
        <Button
          leftSection={<IconShieldCheck size={16} />}
          loading={trust.isPending}
          onClick={() => trust.mutate({ thumbprint })}
        >
          {t("certificate.trust")}
        </Button>
      )}
    </Callout>
  );
}
