import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { setupPages } from "../../shell/nav-pages.ts";
import { Page } from "../../shell/Page.tsx";
import { useSession } from "../../shell/use-session.ts";
import "./tiles.css";

/** Everything that is set up once and changed now and then. */
export function SetupPage() {
  const { t } = useTranslation();
  const { may } = useSession();
  const pages = setupPages.filter((page) => page.permission === undefined || may(page.permission));
  return (
    <Page title={t("shell:nav.setup.label")} purpose={t("shell:nav.setup.purpose")}>
      <ul className="tiles">
        {pages.map((page) => (
          <li key={page.to}>
            <Link to={page.to} className="tile">
              <span className="tile-icon">
                <page.icon size={24} stroke={1.6} aria-hidden />
              </span>
              <span>
                <b>{t(page.labelKey)}</b>
                <small>{t(page.purposeKey)}</small>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
