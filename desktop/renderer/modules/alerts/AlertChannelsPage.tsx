import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useApi } from "../../shell/ApiProvider.tsx";
import { BackLink } from "../../shell/BackLink.tsx";
import { Page } from "../../shell/Page.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { MailPanel } from "./MailPanel.tsx";
import { WebhookPanel } from "./WebhookPanel.tsx";

/** The ways alerts leave the plant. */
export function AlertChannelsPage() {
  const { t } = useTranslation();
  const api = useApi();
  const mail = useQuery(api.alerts.mail.queryOptions());
  return (
    <Page
      title={t("shell:nav.alertChannels.label")}
      purpose={t("shell:nav.alertChannels.purpose")}
      back={<BackLink to="/setup" label={t("shell:nav.setup.label")} />}
    >
      {mail.isError && mail.data === undefined && (
        <Failure error={mail.error} retry={() => void mail.refetch()} />
      )}
      {mail.isPending && <Loading rows={3} />}
      {mail.data !== undefined && <MailPanel key={mail.data.version} stored={mail.data} />}
      <WebhookPanel />
    </Page>
  );
}
