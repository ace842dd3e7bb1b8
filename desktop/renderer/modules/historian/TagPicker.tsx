import { MultiSelect } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PickableTag } from "./tag-facts.ts";
import { mostTags } from "./trend-search.ts";

/** Finds tags by machine, code and name. */
export function TagPicker(props: {
  tags: readonly PickableTag[];
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
}) {
  const { t } = useTranslation("historian");
  const { tags } = props;
  const data = useMemo(() => {
    const groups = new Map<string, { value: string; label: string }[]>();
    for (const tag of tags) {
      const group = tag.machineCode ?? t("picker.noMachine");
      const unit = tag.unit === null ? "" : ` (${tag.unit})`;
      const name = tag.name === tag.code ? "" : ` · ${tag.name}`;
      const item = { value: tag.id, label: `${tag.code}${name}${unit}` };
      groups.set(group, [...(groups.get(group) ?? []), item]);
    }
    return [...groups].map(([group, items]) => ({ group, items }));
  }, [tags, t]);
  return (
    <MultiSelect
      label={t("picker.label")}
      placeholder={props.chosen.length === 0 ? t("picker.placeholder") : ""}
      description={t("picker.hint", { count: mostTags })}
      data={data}
      value={[...props.chosen]}
      onChange={props.onChange}
      maxValues={mostTags}
      limit={200}
      searchable
      clearable
      hidePickedOptions
      nothingFoundMessage={t("picker.nothing")}
    />
  );
}
