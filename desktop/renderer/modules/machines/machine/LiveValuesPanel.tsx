import { IconAlertTriangle, IconCircleCheck, IconHelpCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LiveValue, TagRow } from "#shared/connections/connection-rows.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import table from "#shared/ui/panel/PlainTable.module.css";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { useApi, useClient } from "../../../shell/ApiProvider.tsx";
import { useEngineClock } from "../../../shell/use-engine-clock.ts";
import { useFormat } from "../../../shell/use-format.ts";
import { useStream } from "../../../shell/use-stream.ts";
import { TrendLink } from "../../historian/TrendLink.tsx";

const qualityIcons = {
  good: IconCircleCheck,
  uncertain: IconAlertTriangle,
  bad: IconAlertTriangle,
  none: IconHelpCircle,
} as const;

/** What the machine's signals say this second, how good the reading is and how old. */
export function LiveValuesPanel(props: { machineId: MachineId }) {
  const { t } = useTranslation("machines");
  const { machineId } = props;
  const api = useApi();
  const client = useClient();
  const tags = useQuery(api.connections.tags.queryOptions({ input: { machineId } }));
  const [values, setValues] = useState<ReadonlyMap<string, LiveValue>>(new Map());
  useStream(
    (signal) => client.connections.watchValues({ machineId }, { signal }),
    (event) =>
      setValues(
        (before) =>
          new Map([...before, ...event.values.map((value) => [value.tagId, value] as const)]),
      ),
    [client, machineId],
  );
  const rows = tags.data?.rows ?? [];
  return (
    <Panel
      title={t("live.title")}
      aside={rows.length > 0 && <TrendLink tagIds={rows.map(({ id }) => id)} />}
    >
      {rows.length === 0 ? (
        <p className={table.none}>{tags.isPending ? "" : t("live.none")}</p>
      ) : (
        <ScrollTable
          label={t("live.title")}
          head={
            <tr>
              <th>{t("live.signal")}</th>
              <th className={table.number}>{t("live.value")}</th>
              <th>{t("live.quality")}</th>
              <th className={table.number}>{t("live.age")}</th>
            </tr>
          }
        >
          {rows.map((tag) => (
            <ValueRow key={tag.id} tag={tag} value={values.get(tag.id)} />
          ))}
        </ScrollTable>
      )}
    </Panel>
  );
}

function ValueRow(props: { tag: TagRow; value: LiveValue | undefined }) {
  const { t } = useTranslation("machines");
  const format = useFormat();
  const now = useEngineClock();
  const { tag, value } = props;
  const quality = value?.quality ?? "none";
  const Icon = qualityIcons[quality];
  const readAt = value?.sourceTime ?? value?.receivedTime ?? null;
  return (
    <tr>
      <td title={tag.address}>
        {tag.name} <span className={table.quiet}>{tag.code}</span>{" "}
        <TrendLink tagIds={[tag.id]} label={tag.code} />
      </td>
      <td className={table.number}>
        <span className={table.mono}>{value === undefined ? "–" : valueText(value.value)}</span>
        {tag.unit !== null && ` ${tag.unit}`}
      </td>
      <td className={table.still} title={value?.statusText}>
        <Icon size={14} aria-hidden="true" style={{ verticalAlign: "-2px", marginRight: 4 }} />
        {t(`live.qualities.${quality}`)}
      </td>
      <td className={table.number}>
        {readAt === null ? "–" : format.duration(Math.max(0, now - readAt))}
      </td>
    </tr>
  );
}

const valueText = (value: LiveValue["value"]): string => (value === null ? "–" : String(value));
