import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useApi } from "../../shell/ApiProvider.tsx";
import { BackLink } from "../../shell/BackLink.tsx";
import { DetailTabs } from "../../shell/DetailTabs.tsx";
import { Page } from "../../shell/Page.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { RecordHistory } from "../../shell/RecordHistory.tsx";
import { RecordMissing } from "../../shell/RecordMissing.tsx";
import { useSession } from "../../shell/use-session.ts";
import { PatternForm } from "./PatternForm.tsx";

const route = getRouteApi("/setup/shifts/$patternId");

/** One shift pattern with a preview of what it gives; `new` adds one. */
export function ShiftPatternPage() {
  const { t } = useTranslation(["shifts", "form"]);
  const api = useApi();
  const { may } = useSession();
  const { patternId } = route.useParams();
  const patterns = useQuery(api.shifts.patterns.queryOptions());
  const pattern = patterns.data?.rows.find((row) => row.id === patternId);
  const back = <BackLink to="/setup/shifts" label={t("shifts:title")} />;
  if (patternId === "new")
    return (
      <Page title={t("shifts:add")} back={back}>
        <PatternForm key="new" pattern="new" />
      </Page>
    );
  if (pattern === undefined)
    return (
      <Page title={t("shifts:one")} back={back}>
        {patterns.error !== null ? (
          <Failure error={patterns.error} retry={() => void patterns.refetch()} />
        ) : patterns.data === undefined ? (
          <Loading />
        ) : (
          <RecordMissing />
        )}
      </Page>
    );
  return (
    <Page
      title={pattern.pattern.name}
      back={back}
      status={
        <>
          <Text c="dimmed" fw={600}>
            {pattern.code}
          </Text>
          <Text c="dimmed" size="sm">
            {t("shifts:usedBy", { count: pattern.machineCount })}
          </Text>
        </>
      }
    >
      <DetailTabs
        tabs={[
          {
            name: "pattern",
            label: t("shifts:one"),
            panel: <PatternForm key={pattern.id} pattern={pattern} />,
          },
          may("audit:read") && {
            name: "history",
            label: t("form:history.title"),
            panel: <RecordHistory entityId={pattern.id} />,
          },
        ]}
      />
    </Page>
  );
}
