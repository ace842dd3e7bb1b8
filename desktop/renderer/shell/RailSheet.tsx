import { Drawer } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { NavPage } from "./nav-pages.ts";
import { RailLink } from "./RailLink.tsx";

interface RailSheetProps {
  readonly pages: readonly NavPage[];
  readonly shown: NavPage | undefined;
  readonly opened: boolean;
  readonly close: () => void;
}

/** The sheet itself opens by "More": the page of that name is called by its title. */
const underMore = (page: NavPage): NavPage =>
  page.to === "/more" ? { ...page, labelKey: "plant:more.title" } : page;

/** The pages that have no room in the bar of a phone. */
export function RailSheet({ pages, shown, opened, close }: RailSheetProps) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={opened}
      onClose={close}
      position="bottom"
      size="auto"
      title={t("shell:rail.label")}
      closeButtonProps={{ "aria-label": t("shell:close") }}
      classNames={{ content: "rail-sheet", header: "rail-sheet-head", close: "rail-sheet-close" }}
    >
      <ul className="rail-sheet-pages">
        {pages.map((page) => (
          <li key={page.to}>
            <RailLink page={underMore(page)} isShown={page === shown} onClick={close} />
          </li>
        ))}
      </ul>
    </Drawer>
  );
}
