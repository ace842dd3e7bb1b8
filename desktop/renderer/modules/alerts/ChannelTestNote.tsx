import { useTranslation } from "react-i18next";
import type { ChannelTestResult } from "#shared/alerts/alerts.contract.ts";
import { Callout } from "../../shell/Callout.tsx";

/** What a test of a channel came to, and what to do about it. */
export function ChannelTestNote({ result }: { result: ChannelTestResult }) {
  const { t } = useTranslation("alerts");
  if (result.ok) return <Callout tone="done">{t("channelTest.ok")}</Callout>;
  return (
    <Callout tone="alarm" title={t("channelTest.failed")}>
      {result.hint !== null && <span>{t(`alerts:${result.hint}`)}</span>}
      {result.detail !== "" && <small>{result.detail}</small>}
    </Callout>
  );
}
