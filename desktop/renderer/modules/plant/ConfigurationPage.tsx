import { Button, Title } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { useClient } from "../../shell/ApiProvider.tsx";
import { readFailure } from "../../shell/failure.ts";
import { Page } from "../../shell/Page.tsx";
import { failureText } from "../../shell/refusal-text.ts";
import { saveFile } from "../../shell/save-file.ts";
import { usePlant, useSession } from "../../shell/use-session.ts";
import { ConfigImport } from "./ConfigImport.tsx";
import { configFileName } from "./config-file-name.ts";
import "./plant.css";

/** The whole configuration as one file: out of this plant, and into it. */
export function ConfigurationPage() {
  const { t } = useTranslation();
  const { may } = useSession();
  return (
    <Page
      title={t("shell:nav.configuration.label")}
      purpose={t("shell:nav.configuration.purpose")}
      width="reading"
    >
      <ConfigExport />
      {may("plant:update") && <ConfigImport />}
    </Page>
  );
}

function ConfigExport() {
  const { t } = useTranslation();
  const client = useClient();
  const { plant, now } = usePlant();
  const download = useMutation({
    mutationFn: async () => {
      const { yaml } = await client.plant.exportConfig();
      return saveFile(configFileName(plant.name, now()), yaml, "application/yaml");
    },
    onError: (error) => {
      const words = failureText(readFailure(error), t);
      notifications.show({ title: words.title, message: words.text, color: "red" });
    },
  });
  return (
    <section className="panel">
      <Title order={2} size="h5">
        {t("plant:configuration.export.title")}
      </Title>
      <p className="panel-text">{t("plant:configuration.export.text")}</p>
      <div>
        <Button
          leftSection={<IconDownload size={18} />}
          loading={download.isPending}
          onClick={() => download.mutate()}
        >
          {t("plant:configuration.export.action")}
        </Button>
      </div>
    </section>
  );
}
