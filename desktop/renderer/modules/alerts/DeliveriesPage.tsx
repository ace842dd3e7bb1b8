import { Badge, Button, Select } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import type { DeliveryRow } from "#shared/alerts/alerts.contract.ts";
import {
  deliveryStatus,
  deliveryStatuses,
  type DeliveryStatus,
} from "#shared/alerts/delivery-status.ts";
import type { Id } from "#shared/kernel/id.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { BackLink } from "../../shell/BackLink.tsx";
import { Page } from "../../shell/Page.tsx";
import { Empty } from "../../shell/PageStates.tsx";
import { ServerTable } from "../../shell/ServerTable.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { useAlertWords } from "./use-alert-words.ts";
import classes from "./alerts.module.css";

const filters = z.object({ status: z.union([deliveryStatus, z.literal("")]).catch("") });
const refetchMs = 5_000;
const colours: Readonly<Record<DeliveryStatus, string>> = {
  waiting: "gray.7",
  sending: "gray.7",
  sent: "accent.8",
  failed: "red.8",
  unsure: "orange.9",
};

/** What went out, what waits, and what did not arrive. */
export function DeliveriesPage() {
  const { t } = useTranslation("alerts");
  const api = useApi();
  const [{ status }, change] = useSearchState(filters);
  const filter = status === "" ? {} : { status };
  const retry = useCommand(api.alerts.retryDelivery, { success: "alerts:deliveries.again" });
  return (
    <Page
      title={t("shell:nav.deliveries.label")}
      purpose={t("shell:nav.deliveries.purpose")}
      back={<BackLink to="/setup" label={t("shell:nav.setup.label")} />}
    >
      <div className={classes.choices}>
        <Select
          aria-label={t("deliveries.status")}
          value={status}
          allowDeselect={false}
          onChange={(value) => change({ status: filters.parse({ status: value }).status })}
          data={[
            { value: "", label: t("deliveries.allStatuses") },
            ...deliveryStatuses.map((value) => ({
              value,
              label: t(`deliveries.statuses.${value}`),
            })),
          ]}
        />
      </div>
      <ServerTable
        id="deliveries"
        label={t("shell:nav.deliveries.label")}
        list={{
          key: () => [...api.alerts.deliveries.key(), filter],
          call: (input, options) => api.alerts.deliveries.call({ ...input, ...filter }, options),
        }}
        sorts={["createdAt", "nextAt", "status", "channel", "target"]}
        firstDirection="desc"
        columns={useDeliveryColumns()}
        keyOf={(row) => row.id}
        refetchMs={refetchMs}
        actions={(row) =>
          (row.status === "failed" || row.status === "unsure") && (
            <Button
              size="xs"
              variant="default"
              onClick={() => retry.mutate({ id: row.id as Id<"delivery"> })}
            >
              {t("deliveries.retry")}
            </Button>
          )
        }
        empty={
          <Empty
            icon={IconSend}
            title={t("deliveries.empty.title")}
            text={t("deliveries.empty.text")}
            action={
              <Button component={Link} to={"/setup/alerts/channels" as never} variant="default">
                {t("shell:nav.alertChannels.label")}
              </Button>
            }
          />
        }
      />
    </Page>
  );
}

function useDeliveryColumns(): readonly TableColumn<DeliveryRow>[] {
  const { t } = useTranslation("alerts");
  const format = useFormat();
  const words = useAlertWords();
  return [
    {
      key: "target",
      label: t("deliveries.target"),
      value: (row) => row.target,
      cell: (row) => (
        <span className={classes.what}>
          <b>{row.target}</b>
          <small>{t(`channels.${row.channel}`)}</small>
        </span>
      ),
    },
    {
      key: "createdAt",
      label: t("deliveries.createdAt"),
      value: (row) => new Date(row.createdAt).toISOString(),
      cell: (row) => format.dateTimeSeconds(row.createdAt),
      from: "md",
      width: "13rem",
    },
    {
      key: "alert",
      label: t("list.what"),
      value: (row) => words(row).title,
      cell: (row) => <span className={classes.what}>{words(row).title}</span>,
      from: "md",
    },
    {
      key: "status",
      label: t("deliveries.status"),
      value: (row) => t(`deliveries.statuses.${row.status}`),
      cell: (row) => (
        <Badge color={colours[row.status]} tt="none">
          {t(`deliveries.statuses.${row.status}`)}
        </Badge>
      ),
      width: "9rem",
    },
    {
      key: "attempts",
      label: t("deliveries.attempts"),
      value: (row) => row.attempts,
      align: "end",
      from: "lg",
      width: "7rem",
    },
    {
      key: "detail",
      label: t("deliveries.detail"),
      value: (row) => row.detail,
      cell: (row) => <span className={classes.what}>{row.detail === "" ? "–" : row.detail}</span>,
      from: "lg",
    },
  ];
}
