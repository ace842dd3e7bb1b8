import { Anchor } from "@mantine/core";
import { IconCircleCheck, IconSignature } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ClosedShift } from "#shared/trust/trust.contract.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { LocalTable } from "../../shell/LocalTable.tsx";
import { Empty, Failure } from "../../shell/PageStates.tsx";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { ledgerRange, ledgerSearch } from "../ledger/ledger-search.ts";
import { RangeDates } from "../ledger/RangeDates.tsx";
import { signedPoints } from "./signed-points.ts";
import { TrustFrame } from "./TrustFrame.tsx";
import classes from "./trust.module.css";

type Row = Omit<ClosedShift, "machines" | "name" | "code"> &
  ClosedShift["machines"][number] & { readonly shiftName: string };

/** Signed shifts whose figures are not those that were signed. */
export function ClosedPage() {
  const { t } = useTranslation("trust");
  const format = useFormat();
  const api = useApi();
  const now = useEngineClock(60_000);
  const [search, change] = useSearchState(ledgerSearch);
  const range = ledgerRange(search, now);
  const closed = useQuery(api.trust.closed.queryOptions({ input: { range } }));
  const rows = closed.data?.rows.flatMap(({ machines, ...shift }) =>
    machines.map((machine): Row => ({ ...shift, shiftName: shift.name, ...machine })),
  );
  const text = (row: Row, which: "knownThen" | "knownNow") => format.figure(row[which]).text;
  const columns: TableColumn<Row>[] = [
    {
      key: "shift",
      label: t("closed.shift"),
      value: (row) => `${row.businessDate} ${row.shiftName}`,
      cell: (row) => (
        <Anchor
          component={Link}
          to={`/trust/shift/${row.shiftId}` as never}
          search={{ machine: row.machineId } as never}
          inherit
          underline="always"
        >
          {format.dayShort(row.start)} · {row.shiftName}
        </Anchor>
      ),
    },
    {
      key: "machine",
      label: t("machine"),
      value: (row) => row.code,
      cell: (row) => `${row.code} · ${row.name}`,
    },
    {
      key: "signed",
      label: t("closed.signed"),
      value: (row) => row.signedAt,
      cell: (row) => t("closed.signedBy", { at: format.dateTime(row.signedAt), by: row.signedBy }),
      from: "md",
    },
    {
      key: "then",
      label: t("closed.then"),
      value: (row) => row.knownThen.value,
      cell: (row) => text(row, "knownThen"),
      align: "end",
    },
    {
      key: "now",
      label: t("closed.now"),
      value: (row) => row.knownNow.value,
      cell: (row) => text(row, "knownNow"),
      align: "end",
    },
    {
      key: "difference",
      label: t("difference"),
      value: (row) => (row.knownNow.value ?? 0) - (row.knownThen.value ?? 0),
      cell: (row) =>
        row.isChanged
          ? row.knownNow.value === null || row.knownThen.value === null
            ? t("closed.changed")
            : t("points", {
                points: signedPoints(format, row.knownNow.value - row.knownThen.value),
              })
          : t("closed.sameFigures"),
      align: "end",
    },
    { key: "edits", label: t("closed.edits"), value: (row) => row.edits, align: "end", from: "md" },
  ];
  return (
    <TrustFrame page="closed">
      <div className={classes.controls}>
        <RangeDates range={range} onChange={change} />
      </div>
      <Panel
        title={t("closed.title")}
        aside={closed.data && t("closed.ofSigned", { count: closed.data.signed })}
      >
        {closed.isError ? (
          <Failure error={closed.error} retry={() => void closed.refetch()} />
        ) : (
          <LocalTable
            id="closed-shifts"
            label={t("closed.title")}
            columns={columns}
            rows={rows}
            keyOf={(row) => `${row.shiftId} ${row.machineId}`}
            empty={
              closed.data?.signed === 0 ? (
                <Empty
                  icon={IconSignature}
                  title={t("closed.noneSigned.title")}
                  text={t("closed.noneSigned.text")}
                />
              ) : (
                <Empty
                  icon={IconCircleCheck}
                  title={t("closed.unchanged.title")}
                  text={t("closed.unchanged.text")}
                />
              )
            }
          />
        )}
      </Panel>
    </TrustFrame>
  );
}
