import { ActionIcon, Anchor, Tooltip } from "@mantine/core";
import { IconChartLine } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { mostTags } from "./trend-search.ts";

/** Leads to the trend of tags; beside one tag an icon, beside a list its words. */
export function TrendLink(props: { tagIds: readonly string[]; label?: string }) {
  const { t } = useTranslation("historian");
  const search = { tags: props.tagIds.slice(0, mostTags).join(",") } as never;
  if (props.label === undefined)
    return (
      <Anchor size="sm" renderRoot={(root) => <Link {...root} to="/trends" search={search} />}>
        {t("link.all")}
      </Anchor>
    );
  const words = t("link.one", { tag: props.label });
  return (
    <Tooltip label={words}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={words}
        // The row behind it opens something else.
        onClick={(event) => event.stopPropagation()}
        renderRoot={(root) => <Link {...root} to="/trends" search={search} />}
      >
        <IconChartLine size={15} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
