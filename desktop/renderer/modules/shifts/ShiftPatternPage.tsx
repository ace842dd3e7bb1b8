import { useTranslation } from "react-i18next";
import { Page } from "../../shell/Page.tsx";

/** One shift pattern. */
export function ShiftPatternPage() {
  const { t } = useTranslation(["shifts", "form"]);
  return <Page title={t("shifts:one")}>{null}</Page>;
}
