import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Title } from "@mantine/core";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Page } from "../../shell/Page.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { healthGroups } from "./health-facts.ts";
import "./plant.css";

const refreshMs = 2_000;

/** Does the engine keep up, and is there room? Refreshes itself. */
export function EngineHealthPage() {
  const { t } = useTranslation();
  const api = useApi();
  const format = useFormat();
  const health = useQuery(api.plant.health.queryOptions({ refetchInterval: refreshMs }));
  return (
    <Page title={t("shell:nav.health.label")} purpose={t("shell:nav.health.purpose")}>
      {health.isPending && <Loading rows={3} height={84} />}
      {health.isError && <Failure error={health.error} retry={() => void health.refetch()} />}
      {health.data !== undefined &&
        healthGroups(health.data, format).map((group) => (
          <section key={group.id}>
            <Title order={2} size="h6" mb="xs">
              {t(`plant:health.groups.${group.id}`)}
            </Title>
            <dl className="facts">
              {group.facts.map((fact) => (
                <div key={fact.id} className="fact" data-tone={fact.isBad ? "bad" : undefined}>
                  <dt>{t(`plant:health.${fact.id}.label`)}</dt>
                  <dd>
                    {fact.wordKey === undefined ? fact.value : t(fact.wordKey)}
                    <small>{t(`plant:health.${fact.id}.text`)}</small>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
    </Page>
  );
}
