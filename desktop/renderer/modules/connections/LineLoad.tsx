import { Progress, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { TagRow } from "#shared/connections/connection-rows.ts";
import {
  parseModbusAddress,
  type ModbusAddress,
} from "#shared/connections/modbus/modbus-address.ts";
import { planPolls, type PollPlan } from "#shared/connections/modbus/poll-plan.ts";
import type { ModbusSettings } from "#shared/connections/modbus-settings.ts";
import type { Id } from "#shared/kernel/id.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Callout } from "../../shell/Callout.tsx";
import { useFormat } from "../../shell/use-format.ts";

/** What the tags of a Modbus line ask of it, and what it can give. */
export function LineLoad(props: { connectionId: string; settings: ModbusSettings }) {
  const { t } = useTranslation("connections");
  const api = useApi();
  const format = useFormat();
  const tags = useQuery(
    api.connections.tags.queryOptions({
      input: { connectionId: props.connectionId as Id<"connection"> },
    }),
  );
  if (tags.data === undefined) return null;
  const plan = planOf(tags.data.rows, props.settings);
  if (plan.groups.length === 0)
    return (
      <Panel title={t("load.title")}>
        <Text size="sm" c="dimmed">
          {t("load.none")}
        </Text>
      </Panel>
    );
  const percent = plan.loadPercent;
  return (
    <Panel title={t("load.title")}>
      <div>
        <Text size="sm" mb={6}>
          {t("load.text", {
            percent: format.number(percent),
            reads: format.number(plan.readsPerSecond),
          })}
        </Text>
        <Progress
          value={Math.min(100, percent)}
          aria-label={t("load.title")}
          {...(percent > 100 ? { color: "orange.8" } : {})}
        />
      </div>
      {!plan.isReachable && (
        <Callout tone="notice" title={t("load.over.title")}>
          {t("load.over.text")}
        </Callout>
      )}
      <ScrollTable
        label={t("load.title")}
        head={
          <tr>
            <th>{t("load.group")}</th>
            <th>{t("load.reads")}</th>
            <th>{t("load.wished")}</th>
            <th>{t("load.achieved")}</th>
            <th>{t("load.share")}</th>
          </tr>
        }
      >
        {plan.groups.map((group) => (
          <tr key={`${group.unit} ${group.table} ${group.intervalMs}`}>
            <td>
              {t("load.unit", { unit: group.unit })} · {t(`modbus.tables.${group.table}`)}
            </td>
            <td>{group.reads.length}</td>
            <td>
              {group.intervalMs === 0 ? t("tags.everyChange") : milliseconds(group.intervalMs)}
            </td>
            <td>
              {group.isReachable ? (
                milliseconds(group.achievedMs)
              ) : (
                <b>{milliseconds(group.achievedMs)}</b>
              )}
            </td>
            <td>{format.number(group.loadPercent)} %</td>
          </tr>
        ))}
      </ScrollTable>
    </Panel>
  );
}

const milliseconds = (ms: number): string => `${Math.round(ms)}\u00a0ms`;

/** The plan of the tags whose address can be read; the others say on the tags tab what is wrong with them. */
function planOf(tags: readonly TagRow[], settings: ModbusSettings): PollPlan {
  const items = tags.flatMap((tag) => {
    const address = addressOrNull(tag.address);
    return address === null
      ? []
      : [{ id: tag.id, address, intervalMs: tag.samplingMs ?? settings.pollMs }];
  });
  return planPolls(items, settings);
}

function addressOrNull(text: string): ModbusAddress | null {
  try {
    return parseModbusAddress(text);
  } catch {
    return null;
  }
}
