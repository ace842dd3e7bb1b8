import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Page } from "../../shell/Page.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import classes from "./certificates.module.css";
import { OwnCertificatePanel } from "./OwnCertificatePanel.tsx";
import { RejectedCertificates } from "./RejectedCertificates.tsx";
import { TrustedCertificates } from "./TrustedCertificates.tsx";

/** A server may show a new certificate at any time. Milliseconds. */
const refetchMs = 5_000;

/** Which OPC UA servers are trusted, which wait for it, and the certificate by which they know us. */
export function CertificatesPage() {
  const { t } = useTranslation("certificates");
  const api = useApi();
  const list = useQuery(api.certificates.list.queryOptions({ refetchInterval: refetchMs }));
  const rows = list.data?.rows;
  return (
    <Page title={t("title")} purpose={t("purpose")}>
      {list.error !== null && rows === undefined && (
        <Failure error={list.error} retry={() => void list.refetch()} />
      )}
      {list.isPending && <Loading />}
      {rows !== undefined && (
        <div className={classes.panels}>
          <RejectedCertificates rows={rows.filter((row) => row.status === "rejected")} />
          <TrustedCertificates rows={rows.filter((row) => row.status === "trusted")} />
          <OwnCertificatePanel />
        </div>
      )}
    </Page>
  );
}
