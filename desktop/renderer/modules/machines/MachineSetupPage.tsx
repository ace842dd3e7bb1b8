import { Badge, Button, Text } from "@mantine/core";
import { IconChartHistogram, IconHandFinger } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Id } from "#shared/kernel/id.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { BackLink } from "../../shell/BackLink.tsx";
import { DetailTabs } from "../../shell/DetailTabs.tsx";
import { Page } from "../../shell/Page.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { RecordHistory } from "../../shell/RecordHistory.tsx";
import { useSession } from "../../shell/use-session.ts";
import { CycleList } from "../products/CycleList.tsx";
import { MachineGeneralForm } from "./setup/MachineGeneralForm.tsx";
import { MachineTags } from "./setup/MachineTags.tsx";
import { RulesForm } from "./setup/RulesForm.tsx";

const route = getRouteApi("/setup/machines/$machineId");

/** Setting up one machine: its facts, tags, signal rules and ideal cycles. */
export function MachineSetupPage() {
  const { t } = useTranslation("setup");
  const api = useApi();
  const id = route.useParams().machineId as Id<"machine">;
  const machine = useQuery(api.machines.get.queryOptions({ input: { id } }));
  const back = <BackLink to="/setup/machines" label={t("title")} />;
  if (machine.data !== undefined) return <Setup key={id} machine={machine.data} back={back} />;
  return (
    <Page title={t("one")} back={back}>
      {machine.error === null ? (
        <Loading />
      ) : (
        <Failure error={machine.error} retry={() => void machine.refetch()} />
      )}
    </Page>
  );
}

function Setup(props: { machine: MachineRow; back: React.ReactNode }) {
  const { t } = useTranslation(["setup", "form"]);
  const { may } = useSession();
  const { machine } = props;
  return (
    <Page
      title={machine.name}
      back={props.back}
      status={
        <>
          <Text c="dimmed" fw={600}>
            {machine.code}
          </Text>
          {!machine.isActive && <Badge variant="default">{t("form:deactivated")}</Badge>}
        </>
      }
      actions={
        <>
          {may("connection:update") && (
            <Button
              variant="default"
              leftSection={<IconHandFinger size={16} />}
              renderRoot={(root) => (
                <Link
                  {...root}
                  to="/setup/machines/$machineId/teach"
                  params={{ machineId: machine.id }}
                />
              )}
            >
              {t("setup:teach")}
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconChartHistogram size={16} />}
            renderRoot={(root) => (
              <Link {...root} to="/machines/$machineId" params={{ machineId: machine.id }} />
            )}
          >
            {t("setup:openMachine")}
          </Button>
        </>
      }
    >
      <DetailTabs
        tabs={[
          {
            name: "general",
            label: t("setup:tabs.general"),
            panel: <MachineGeneralForm machine={machine} />,
          },
          { name: "tags", label: t("setup:tabs.tags"), panel: <MachineTags machine={machine} /> },
          { name: "rules", label: t("setup:tabs.rules"), panel: <RulesForm machine={machine} /> },
          {
            name: "cycles",
            label: t("setup:tabs.cycles"),
            panel: <CycleList machine={machine} />,
          },
          may("audit:read") && {
            name: "history",
            label: t("form:history.title"),
            panel: <RecordHistory entityId={machine.id} />,
          },
        ]}
      />
    </Page>
  );
}
