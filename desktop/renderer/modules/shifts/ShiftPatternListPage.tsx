import { useTranslation } from "react-i18next";
import { Page } from "../../shell/Page.tsx";

/** When machines are planned to work. */
export function ShiftPatternListPage() {
  const { t } = useTranslation(["shifts", "form"]);
  return <Page title={t("shifts:title")}>{null}</Page>;
}
