import {
  IconBoxMultiple,
  IconCalendarStats,
  IconClipboardList,
  IconPackages,
  IconRosetteDiscountCheck,
  IconRoute,
  IconTool,
  IconCloud,
  type Icon,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Page } from "../../shell/Page.tsx";
import "./tiles.css";

/** Modules to come, in the order of the day's work. */
const laterModules: readonly { id: string; icon: Icon }[] = [
  { id: "orders", icon: IconClipboardList },
  { id: "schedule", icon: IconCalendarStats },
  { id: "materials", icon: IconPackages },
  { id: "quality", icon: IconRosetteDiscountCheck },
  { id: "maintenance", icon: IconTool },
  { id: "trace", icon: IconRoute },
  { id: "projects", icon: IconBoxMultiple },
  { id: "cloud", icon: IconCloud },
];

/** What the modules that are not here yet will do. */
export function MorePage() {
  const { t } = useTranslation();
  return (
    <Page title={t("plant:more.title")} purpose={t("plant:more.purpose")}>
      <ul className="tiles">
        {laterModules.map(({ id, icon: Icon }) => (
          <li key={id}>
            <div className="tile" data-later>
              <span className="tile-icon">
                <Icon size={24} stroke={1.6} aria-hidden />
              </span>
              <span>
                <b>{t(`plant:more.modules.${id}.label`)}</b>
                <small>{t(`plant:more.modules.${id}.text`)}</small>
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Page>
  );
}
