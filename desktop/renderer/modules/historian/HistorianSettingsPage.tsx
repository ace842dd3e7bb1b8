import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Page } from "../../shell/Page.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { LossTable } from "./LossTable.tsx";
import { PolicyForm } from "./PolicyForm.tsx";
import { UsagePanel } from "./UsagePanel.tsx";

const refetchMs = 30_000;

/** How long readings are kept, how much disk they may take, and what was given up for it. */
export function HistorianSettingsPage() {
  const { t } = useTranslation();
  const api = useApi();
  const policy = useQuery(api.historian.policy.queryOptions());
  const usage = useQuery(api.historian.usage.queryOptions({ refetchInterval: refetchMs }));
  const losses = useQuery(api.historian.losses.queryOptions({ refetchInterval: refetchMs }));
  const all = [policy, usage, losses];
  const failed = all.find(({ isError, data }) => isError && data === undefined);
  return (
    <Page title={t("shell:nav.historian.label")} purpose={t("shell:nav.historian.purpose")}>
      {failed !== undefined && (
        <Failure
          error={failed.error}
          retry={() => {
            for (const query of all) void query.refetch();
          }}
        />
      )}
      {failed === undefined && all.some(({ isPending }) => isPending) && (
        <Loading rows={4} height={72} />
      )}
      {usage.data !== undefined && <UsagePanel usage={usage.data} />}
      {policy.data !== undefined && <PolicyForm stored={policy.data} />}
      {losses.data !== undefined && <LossTable rows={losses.data.rows} />}
    </Page>
  );
}
