import { Button, Group, Select } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Id } from "#shared/kernel/id.ts";
import type { GapRow, UptimeRow } from "#shared/ledger/ledger.contract.ts";
import { linkLossCauses } from "#shared/machines/sample.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Empty } from "../../shell/PageStates.tsx";
import { ServerTable } from "../../shell/ServerTable.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { GapDialog } from "./GapDialog.tsx";
import type { LedgerSearch } from "./ledger-search.ts";
import { useGapColumns } from "./use-gap-columns.tsx";

interface GapsPanelProps {
  readonly range: { readonly from: number; readonly to: number };
  readonly search: LedgerSearch;
  readonly connections: readonly UptimeRow[];
  readonly onChange: (change: Partial<LedgerSearch>) => void;
}

const minimums = [0, 10_000, 60_000, 600_000, 3_600_000] as const;
const refetchMs = 10_000;

/** Each gap with its cause in words and what to try; filtered, sorted, paged and exported by the engine. */
export function GapsPanel({ range, search, connections, onChange }: GapsPanelProps) {
  const { t } = useTranslation("ledger");
  const format = useFormat();
  const api = useApi();
  const [opened, setOpened] = useState<GapRow | null>(null);
  const { connection, cause, minimum } = search;
  const filter = {
    range,
    minimumMs: minimum,
    ...(connection !== "" && { connectionId: connection as Id<"connection"> }),
    ...(cause !== "" && { cause }),
  };
  const isFiltered = connection !== "" || cause !== "" || minimum > 0;
  const list = {
    key: () => [...api.ledger.gaps.key(), filter] as const,
    call: (
      page: {
        search: string;
        sortBy: "startsAt" | "duration";
        sortDirection: "asc" | "desc";
        offset: number;
        limit: number;
      },
      options?: { signal?: AbortSignal },
    ) =>
      api.ledger.gaps.call(
        {
          ...filter,
          search: page.search,
          sortBy: page.sortBy,
          sortDirection: page.sortDirection,
          offset: page.offset,
          limit: page.limit,
        },
        options,
      ),
  };
  return (
    <Panel title={t("gaps.title")}>
      <Group gap="sm" align="end" mb="sm">
        <Select
          label={t("filter.connection")}
          placeholder={t("filter.allConnections")}
          value={connection === "" ? null : connection}
          data={connections.map(({ connectionId, code }) => ({ value: connectionId, label: code }))}
          onChange={(chosen) => onChange({ connection: chosen ?? "" })}
          searchable
          clearable
        />
        <Select
          label={t("filter.cause")}
          placeholder={t("filter.allCauses")}
          value={cause === "" ? null : cause}
          data={linkLossCauses.map((code) => ({ value: code, label: t(`causes.${code}.title`) }))}
          onChange={(chosen) => onChange({ cause: chosen ?? "" })}
          searchable
          clearable
        />
        <Select
          label={t("filter.minimum")}
          value={String(minimum)}
          data={minimums.map((ms) => ({
            value: String(ms),
            label: ms === 0 ? t("filter.any") : format.duration(ms),
          }))}
          onChange={(chosen) => onChange({ minimum: Number(chosen ?? 0) })}
          allowDeselect={false}
        />
        {isFiltered && (
          <Button
            variant="subtle"
            onClick={() => onChange({ connection: "", cause: "", minimum: 0 })}
          >
            {t("filter.clear")}
          </Button>
        )}
      </Group>
      <ServerTable
        id="gaps"
        label={t("gaps.title")}
        list={list}
        sorts={["startsAt", "duration"]}
        firstDirection="desc"
        columns={useGapColumns()}
        keyOf={(gap) => gap.id}
        onOpen={setOpened}
        refetchMs={refetchMs}
        empty={
          <Empty
            icon={IconCircleCheck}
            title={t("empty.title")}
            text={t(isFiltered ? "empty.filtered" : "empty.text")}
          />
        }
      />
      {opened !== null && <GapDialog gap={opened} close={() => setOpened(null)} />}
    </Panel>
  );
}
