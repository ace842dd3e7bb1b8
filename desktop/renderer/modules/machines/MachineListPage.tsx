import { Button } from "@mantine/core";
import { IconBuildingFactory2 } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { LocalTable } from "../../shell/LocalTable.tsx";
import { Page } from "../../shell/Page.tsx";
import { Empty, Failure } from "../../shell/PageStates.tsx";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useFormat } from "../../shell/use-format.ts";
import { usePlant, useSession } from "../../shell/use-session.ts";
import { machineColumns } from "./list/machine-columns.tsx";
import { useBoardTiles } from "./list/use-board-tiles.ts";

/** Every machine in one table: state now and figures of the shift. */
export function MachineListPage() {
  const { t } = useTranslation(["machines", "oee"]);
  const format = useFormat();
  const navigate = useNavigate();
  const now = useEngineClock();
  const { plant } = usePlant();
  const { may } = useSession();
  const { tiles, error } = useBoardTiles();
  const { minorStopMs } = plant.policy;
  const columns = useMemo(
    () => machineColumns({ t, format, now, minorStopMs }),
    [t, format, now, minorStopMs],
  );
  return (
    <Page
      title={t("machines:list.title")}
      purpose={t("machines:list.purpose")}
      actions={
        may("machine:update") && (
          <Button component={Link} to="/setup/machines" variant="default">
            {t("machines:list.setUp")}
          </Button>
        )
      }
    >
      <LocalTable
        id="machines-now"
        label={t("machines:list.title")}
        columns={columns}
        keyOf={(tile) => tile.machineId}
        rows={tiles}
        failure={error === null ? undefined : <Failure error={error} />}
        onOpen={(tile) =>
          void navigate({ to: "/machines/$machineId", params: { machineId: tile.machineId } })
        }
        empty={
          <Empty
            icon={IconBuildingFactory2}
            title={t("machines:board.empty.title")}
            text={t("machines:board.empty.textForReaders")}
          />
        }
      />
    </Page>
  );
}
