import { IconFileUnknown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Empty } from "./PageStates.tsx";

/** The address names a record that does not exist (any more). */
export function RecordMissing() {
  const { t } = useTranslation("form");
  return <Empty icon={IconFileUnknown} title={t("missing.title")} text={t("missing.text")} />;
}
