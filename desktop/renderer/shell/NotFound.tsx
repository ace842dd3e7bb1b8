import { Button } from "@mantine/core";
import { IconMapQuestion } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "./PageStates.tsx";

/** No page under this address. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <Empty
      icon={IconMapQuestion}
      title={t("shell:notFound.title")}
      text={t("shell:notFound.text")}
      action={
        <Button component={Link} to="/" mt="xs">
          {t("shell:notFound.action")}
        </Button>
      }
    />
  );
}
