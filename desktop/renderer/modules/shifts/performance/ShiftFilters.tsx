import { Group, SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useApi } from "../../../shell/ApiProvider.tsx";
import { RangeDates } from "../../ledger/RangeDates.tsx";
import { shiftSpans, type ShiftsSearch, type ShiftSpanName } from "./shifts-search.ts";

const everything = { limit: 5_000 };

/** Which shifts: range, pattern and shift, machine, crew. */
export function ShiftFilters(props: {
  search: ShiftsSearch;
  range: { from: number; to: number };
  onChange: (change: Partial<ShiftsSearch>) => void;
}) {
  const { t } = useTranslation("shift-work");
  const api = useApi();
  const { search, onChange } = props;
  const patterns = useQuery(api.shifts.patterns.queryOptions());
  const machines = useQuery(api.machines.list.queryOptions({ input: everything }));
  const rows = patterns.data?.rows ?? [];
  const within = rows.filter((row) => search.pattern === "" || row.id === search.pattern);
  const shifts = new Map(
    within.flatMap(({ pattern }) => pattern.shifts.map((shift) => [shift.code, shift.name])),
  );
  const crews = [
    ...new Set(within.flatMap(({ pattern }) => (pattern.crews ?? []).map((crew) => crew.name))),
  ];
  const isChosen = search.from !== undefined && search.to !== undefined;
  const filter = (
    field: "pattern" | "shift" | "machine" | "crew",
    data: { value: string; label: string }[],
  ) => (
    <Select
      label={t(`filter.${field}`)}
      placeholder={t(`filter.all.${field}`)}
      clearable
      searchable
      w={{ base: "calc(50% - 6px)", xs: 170 }}
      data={data}
      value={search[field] || null}
      onChange={(value) => onChange({ [field]: value ?? "" })}
    />
  );
  return (
    <Group gap="sm" align="end" wrap="wrap">
      <SegmentedControl
        aria-label={t("filter.span")}
        value={isChosen ? "" : search.span}
        data={Object.keys(shiftSpans).map((value) => ({ value, label: t(`span.${value}`) }))}
        onChange={(span) =>
          onChange({ span: span as ShiftSpanName, from: undefined, to: undefined })
        }
      />
      <RangeDates range={props.range} onChange={onChange} />
      {rows.length > 1 &&
        filter(
          "pattern",
          rows.map((row) => ({ value: row.id, label: `${row.code} · ${row.pattern.name}` })),
        )}
      {filter(
        "shift",
        [...shifts].map(([value, label]) => ({ value, label })),
      )}
      {filter(
        "machine",
        (machines.data?.rows ?? [])
          .filter((row) => row.shiftPatternId !== null)
          .map((row) => ({ value: row.id, label: `${row.code} · ${row.name}` })),
      )}
      {crews.length > 0 &&
        filter(
          "crew",
          crews.map((value) => ({ value, label: value })),
        )}
    </Group>
  );
}
