import { Button, MultiSelect, Select } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { RangeDates } from "../ledger/RangeDates.tsx";
import { analysisSpans, type AnalysisSpan } from "./analysis-search.ts";
import type { Analysis } from "./use-analysis.ts";
import type { AnalysisNames } from "./use-analysis-names.ts";
import classes from "./analysis.module.css";

/** Which time, machines, products and shifts are looked at; all of it stands in the address. */
export function FilterBar(props: {
  analysis: Analysis;
  names: AnalysisNames;
  isMachinesOnly: boolean;
  children?: ReactNode;
}) {
  const { t } = useTranslation("analysis");
  const { names, isMachinesOnly } = props;
  const { search, change, range } = props.analysis;
  const { machines, products, shifts, span } = search;
  const isFiltered = machines.length + products.length + shifts.length > 0;
  return (
    <div className={classes.filters} data-no-print>
      <Select
        label={t("filter.span")}
        className={classes.span!}
        value={span}
        data={analysisSpans.map((value) => ({ value, label: t(`spans.${value}`) }))}
        onChange={(chosen) =>
          // Own dates begin with what was shown.
          change(
            chosen === "custom"
              ? { span: "custom", ...range }
              : { span: chosen as AnalysisSpan, from: undefined, to: undefined },
          )
        }
        allowDeselect={false}
      />
      {span === "custom" && (
        <RangeDates range={range} onChange={(own) => change({ span: "custom", ...own })} />
      )}
      <Choice
        label={t("filter.machines")}
        all={t("filter.all")}
        value={machines}
        data={names.machines}
        onChange={(chosen) => change({ machines: chosen })}
      />
      {!isMachinesOnly && (
        <>
          <Choice
            label={t("filter.products")}
            all={t("filter.all")}
            value={products}
            data={names.products}
            onChange={(chosen) => change({ products: chosen })}
          />
          <Choice
            label={t("filter.shifts")}
            all={t("filter.all")}
            value={shifts}
            data={names.shifts}
            onChange={(chosen) => change({ shifts: chosen })}
          />
        </>
      )}
      {isFiltered && (
        <Button variant="subtle" onClick={() => change({ machines: [], products: [], shifts: [] })}>
          {t("filter.clear")}
        </Button>
      )}
      {props.children}
    </div>
  );
}

function Choice(props: {
  label: string;
  all: string;
  value: string[];
  data: readonly { value: string; label: string }[];
  onChange: (value: string[]) => void;
}) {
  // A value of the address stays visible while its name is on its way, and when its record is gone.
  const known = new Set(props.data.map(({ value }) => value));
  const data = [
    ...props.data,
    ...props.value.filter((value) => !known.has(value)).map((value) => ({ value, label: value })),
  ];
  return (
    <MultiSelect
      label={props.label}
      className={classes.choice!}
      placeholder={props.value.length === 0 ? props.all : ""}
      value={props.value}
      data={data}
      onChange={props.onChange}
      searchable
      clearable
      hidePickedOptions
      maxDropdownHeight={320}
    />
  );
}
