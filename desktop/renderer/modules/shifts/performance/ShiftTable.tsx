import { SegmentedControl } from "@mantine/core";
import { IconUsersGroup } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useApi } from "../../../shell/ApiProvider.tsx";
import { LocalTable } from "../../../shell/LocalTable.tsx";
import { Empty, Failure } from "../../../shell/PageStates.tsx";
import { useShiftColumns } from "./use-shift-columns.tsx";
import type { shiftsAsked } from "./shifts-search.ts";

/** Every figure of every shift as a list that sorts, searches and leaves as a spreadsheet. */
export function ShiftTable(props: {
  asked: ReturnType<typeof shiftsAsked>;
  per: "shift" | "machine";
  onPer: (per: "shift" | "machine") => void;
}) {
  const { t } = useTranslation("shift-work");
  const api = useApi();
  const navigate = useNavigate();
  const { asked, per, onPer } = props;
  const columns = useShiftColumns(per);
  const performed = useQuery(
    api.shifts.performance.queryOptions({
      input: { ...asked, per },
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <LocalTable
      id={`shift-performance-${per}`}
      label={t("title")}
      columns={columns}
      rows={performed.data?.rows}
      keyOf={(row) => `${row.shift.id} ${row.machine?.id ?? ""}`}
      onOpen={(row) => void navigate({ to: "/shifts/$shiftId", params: { shiftId: row.shift.id } })}
      filters={
        <SegmentedControl
          size="xs"
          aria-label={t("per.label")}
          value={per}
          data={(["shift", "machine"] as const).map((value) => ({
            value,
            label: t(`per.${value}`),
          }))}
          onChange={(value) => onPer(value === "machine" ? "machine" : "shift")}
        />
      }
      failure={
        performed.error && (
          <Failure error={performed.error} retry={() => void performed.refetch()} />
        )
      }
      empty={<Empty icon={IconUsersGroup} title={t("empty.title")} text={t("empty.text")} />}
    />
  );
}
