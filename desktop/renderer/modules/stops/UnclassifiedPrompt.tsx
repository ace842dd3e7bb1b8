import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MachineId } from "#shared/kernel/id.ts";
import type { StopRow } from "#shared/stops/stop-row.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useSession } from "../../shell/use-session.ts";
import { ClassifyPanel } from "./ClassifyPanel.tsx";
import classes from "./stops.module.css";

interface UnclassifiedPromptProps {
  readonly machineId: MachineId;
  readonly range: { readonly from: number; readonly to: number };
}

/** Asks for the reason of the oldest stop of a machine that has none, one after the other. */
export function UnclassifiedPrompt({ machineId, range }: UnclassifiedPromptProps) {
  const { t } = useTranslation("stops");
  const format = useFormat();
  const api = useApi();
  const { may } = useSession();
  const [opened, setOpened] = useState<StopRow | null>(null);
  const { data } = useQuery(
    api.stops.list.queryOptions({
      input: {
        range,
        machineIds: [machineId],
        onlyUnclassified: true,
        sortBy: "start",
        sortDirection: "asc",
        limit: 1,
      },
      refetchInterval: 15_000,
    }),
  );
  const oldest = data?.rows[0];
  return (
    <>
      {data !== undefined && oldest !== undefined && may("stop:classify") && (
        <div className={classes.prompt} role="status">
          <span>
            <b>
              {t("page.waiting", { count: data.total, time: format.duration(data.unclassifiedMs) })}
            </b>{" "}
            · {t("page.oldest", { at: format.clockSeconds(oldest.start) })}
          </span>
          <Button h={44} onClick={() => setOpened(oldest)}>
            {t("prompt.verb")}
          </Button>
        </div>
      )}
      {opened !== null && <ClassifyPanel stops={[opened]} onClose={() => setOpened(null)} />}
    </>
  );
}
