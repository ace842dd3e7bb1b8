import {
  IconCalendarPause,
  IconCloudOff,
  IconHourglass,
  IconPackage,
  IconRefresh,
  IconShieldCheck,
  IconTool,
  IconUser,
  type Icon,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ReasonCategory } from "#shared/stops/reason-category.ts";
import { categoryColours } from "./reason-look.ts";
import classes from "./ReasonListPage.module.css";

const icons: Readonly<Record<ReasonCategory, Icon>> = {
  planned: IconCalendarPause,
  breakdown: IconTool,
  changeover: IconRefresh,
  minor: IconHourglass,
  quality: IconShieldCheck,
  material: IconPackage,
  operator: IconUser,
  external: IconCloudOff,
};

/** A category as icon and word, the icon in its colour. */
export function CategoryMark(props: { category: ReasonCategory }) {
  const { t } = useTranslation("stops");
  const Icon = icons[props.category];
  return (
    <span className={classes.category}>
      <Icon size={17} stroke={1.7} aria-hidden style={{ color: categoryColours[props.category] }} />
      {t(`categories.${props.category}.label`)}
    </span>
  );
}
