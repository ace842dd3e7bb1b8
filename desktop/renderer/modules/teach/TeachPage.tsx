import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import type { Id } from "#shared/kernel/id.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { BackLink } from "../../shell/BackLink.tsx";
import { Page } from "../../shell/Page.tsx";
import { Failure, Loading, NoPermission } from "../../shell/PageStates.tsx";
import { useSearchState } from "../../shell/use-search-state.ts";
import { useSession } from "../../shell/use-session.ts";
import { Lesson } from "./Lesson.tsx";
import { WhereToLook } from "./WhereToLook.tsx";

const route = getRouteApi("/setup/machines/$machineId/teach");
/** The lesson stands in the address, so that a reload goes on with it. */
const searchState = z.object({ lesson: z.uuid().optional().catch(undefined) });

/** Connecting a machine by showing it: tap at every part, say when it runs and stands, and its signals are found. */
export function TeachPage() {
  const { t } = useTranslation("teach");
  const api = useApi();
  const { may } = useSession();
  const id = route.useParams().machineId as Id<"machine">;
  const machine = useQuery(api.machines.get.queryOptions({ input: { id } }));
  const back = <BackLink to={`/setup/machines/${id}`} label={machine.data?.name ?? t("machine")} />;
  if (!may("connection:update") || !may("machine:update"))
    return (
      <Page title={t("title")} back={back}>
        <NoPermission permission="connection:update" />
      </Page>
    );
  if (machine.data === undefined)
    return (
      <Page title={t("title")} back={back}>
        {machine.error === null ? (
          <Loading />
        ) : (
          <Failure error={machine.error} retry={() => void machine.refetch()} />
        )}
      </Page>
    );
  return <Teach machine={machine.data} back={back} />;
}

function Teach(props: { machine: MachineRow; back: React.ReactNode }) {
  const { t } = useTranslation("teach");
  const { machine, back } = props;
  const [{ lesson }, setSearch] = useSearchState(searchState);
  return (
    <Page
      title={t("title")}
      purpose={t("purpose")}
      back={back}
      status={
        <Text c="dimmed" fw={600}>
          {machine.code}
        </Text>
      }
    >
      {lesson === undefined ? (
        <WhereToLook machine={machine} onBegun={(begun) => setSearch({ lesson: begun })} />
      ) : (
        <Lesson
          key={lesson}
          machine={machine}
          lessonId={lesson}
          onLeave={() => setSearch({ lesson: undefined })}
        />
      )}
    </Page>
  );
}
