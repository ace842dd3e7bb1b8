import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { idOf } from "#shared/kernel/id.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { BackLink } from "../../shell/BackLink.tsx";
import { NotFound } from "../../shell/NotFound.tsx";
import { Page } from "../../shell/Page.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { CallButtons } from "./CallButtons.tsx";

const machineIdSchema = idOf<"machine">();

/** Four buttons for gloves, for a screen at the machine. */
export function CallPanelPage() {
  const { t } = useTranslation("andon");
  const params = useParams({ strict: false });
  const id = machineIdSchema.safeParse(params.machineId);
  const api = useApi();
  const machine = useQuery(
    api.machines.get.queryOptions({ input: { id: id.data ?? "" }, enabled: id.success }),
  );
  if (!id.success) return <NotFound />;
  if (machine.data === undefined)
    return machine.isError ? (
      <Failure error={machine.error} retry={() => void machine.refetch()} />
    ) : (
      <Loading />
    );
  const { code, name } = machine.data;
  return (
    <Page
      title={t("panelTitle", { machine: code })}
      back={<BackLink to={`/machines/${id.data}`} label={`${code} · ${name}`} />}
    >
      <CallButtons machineId={id.data} machine={`${code} · ${name}`} size="gloves" />
    </Page>
  );
}
