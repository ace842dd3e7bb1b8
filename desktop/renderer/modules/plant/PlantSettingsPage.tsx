import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Page } from "../../shell/Page.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { PlantForm } from "./PlantForm.tsx";

/** Name, language and the policy under which figures are made. */
export function PlantSettingsPage() {
  const { t } = useTranslation();
  const api = useApi();
  const plant = useQuery(api.plant.get.queryOptions());
  return (
    <Page title={t("shell:nav.plant.label")} purpose={t("shell:nav.plant.purpose")} width="reading">
      {plant.isPending && <Loading rows={6} height={56} />}
      {plant.isError && <Failure error={plant.error} retry={() => void plant.refetch()} />}
      {plant.data !== undefined && <PlantForm plant={plant.data} />}
    </Page>
  );
}
