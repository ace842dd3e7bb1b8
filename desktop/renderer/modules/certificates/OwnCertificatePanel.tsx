import { Button, Code, Group, Text } from "@mantine/core";
import { IconDownload, IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "#shared/ui/form/ConfirmDialog.tsx";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { saveFile } from "../../shell/save-file.ts";
import { useCommand } from "../../shell/use-command.ts";
import { useSession } from "../../shell/use-session.ts";
import { thumbprintText } from "../connections/untrusted-certificate.ts";
import { ValidityText } from "./CertificateFacts.tsx";
import classes from "./certificates.module.css";

const fileName = "unison-client";

/** The certificate by which servers know us: to put into their trust lists, and to renew in time. */
export function OwnCertificatePanel() {
  const { t } = useTranslation("certificates");
  const api = useApi();
  const { may } = useSession();
  const [isAsking, setAsking] = useState(false);
  const own = useQuery(api.certificates.own.queryOptions());
  const renew = useCommand(api.certificates.renewOwn, {
    success: "certificates:own.renewed",
    onDone: () => setAsking(false),
  });
  if (own.data === undefined)
    return (
      <Panel title={t("own.title")}>
        {own.error === null ? (
          <Loading rows={3} />
        ) : (
          <Failure error={own.error} retry={() => void own.refetch()} />
        )}
      </Panel>
    );
  const { subject, applicationUri, thumbprint, pem, derBase64 } = own.data;
  return (
    <Panel title={t("own.title")}>
      <p className={classes.text}>{t("own.text")}</p>
      <div className={classes.facts}>
        <b>{subject}</b>
        <small>{applicationUri}</small>
        <Code className={classes.thumbprint!}>{thumbprintText(thumbprint)}</Code>
        <ValidityText {...own.data} />
      </div>
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          onClick={() =>
            void saveFile(`${fileName}.der`, bytesOf(derBase64), "application/pkix-cert")
          }
        >
          {t("own.der")}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          onClick={() => void saveFile(`${fileName}.pem`, pem, "application/x-pem-file")}
        >
          {t("own.pem")}
        </Button>
        {may("connection:update") && (
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} />}
            onClick={() => setAsking(true)}
          >
            {t("own.renew.verb")}
          </Button>
        )}
      </Group>
      <ConfirmDialog
        opened={isAsking}
        title={t("own.renew.title")}
        verb={t("own.renew.verb")}
        isDangerous
        isBusy={renew.isPending}
        onConfirm={() => renew.mutate({})}
        onClose={() => setAsking(false)}
      >
        <Text size="sm">{t("own.renew.text")}</Text>
      </ConfirmDialog>
    </Panel>
  );
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
