import { Select } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TagRow } from "#shared/connections/connection-rows.ts";
import { QualityCell, ValueCell } from "../../connections/tags/LiveCells.tsx";
import type { LiveValueStore } from "../../connections/tags/live-value-store.ts";
import classes from "./setup.module.css";

/** Picks one of the machine's tags; what the tag says right now stands under it. */
export function TagPicker(props: {
  label: string;
  description?: string;
  tags: readonly TagRow[];
  store: LiveValueStore;
  isOptional?: boolean;
  isDisabled?: boolean;
  value: string;
  onChange: (code: string) => void;
  onBlur?: () => void;
  error?: ReactNode;
  "data-path"?: string;
}) {
  const { t } = useTranslation("setup");
  const { tags, store, value, onChange, isOptional, isDisabled, ...rest } = props;
  const chosen = tags.find((tag) => tag.code === value);
  const options = tags.map((tag) => ({ value: tag.code, label: tag.code }));
  // A tag that the machine has no more stays visible, so that the error about it can be understood.
  const known =
    value === "" || chosen !== undefined ? options : [...options, { value, label: value }];
  return (
    <div>
      <Select
        {...rest}
        searchable
        clearable={isOptional === true}
        disabled={isDisabled === true}
        placeholder={isOptional === true ? t("tags.optional") : t("tags.choose")}
        nothingFoundMessage={t("tags.none")}
        data={known}
        value={value === "" ? null : value}
        onChange={(code) => onChange(code ?? "")}
      />
      {chosen !== undefined && (
        <span className={classes.liveUnder}>
          <ValueCell store={store} tag={chosen} />
          <QualityCell store={store} tag={chosen} />
        </span>
      )}
    </div>
  );
}
