import { IconKey } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Empty } from "./PageStates.tsx";

/** A browser that was opened without the address the engine printed. */
export function NoToken() {
  const { t } = useTranslation();
  return <Empty icon={IconKey} title={t("shell:noToken.title")} text={t("shell:noToken.text")} />;
}
