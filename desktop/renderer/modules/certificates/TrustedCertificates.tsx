import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CertificateRow } from "#shared/certificates/certificates.contract.ts";
import { ConfirmDialog } from "#shared/ui/form/ConfirmDialog.tsx";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useSession } from "../../shell/use-session.ts";
import { CertificateFacts, ValidityText } from "./CertificateFacts.tsx";
import { certificateName } from "./certificate-name.ts";
import classes from "./certificates.module.css";

/** The servers that secure connections accept, those that end first at the top. */
export function TrustedCertificates(props: { rows: readonly CertificateRow[] }) {
  const { t } = useTranslation("certificates");
  const api = useApi();
  const { may } = useSession();
  const [asked, setAsked] = useState<CertificateRow | null>(null);
  const distrust = useCommand(api.certificates.distrust, {
    success: "certificates:distrust.done",
    onDone: () => setAsked(null),
  });
  const rows = props.rows.toSorted((a, b) => a.validTo - b.validTo);
  return (
    <Panel title={t("trusted.title")} aside={rows.length > 0 && <b>{rows.length}</b>}>
      {rows.length === 0 && <p className={classes.text}>{t("trusted.none")}</p>}
      {rows.length > 0 && (
        <ul className={classes.list}>
          {rows.map((row) => (
            <li key={row.thumbprint}>
              <CertificateFacts certificate={row} />
              <ValidityText {...row} />
              {may("connection:update") && (
                <Button variant="default" onClick={() => setAsked(row)}>
                  {t("distrust.verb")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <ConfirmDialog
        opened={asked !== null}
        title={t("distrust.title", { name: certificateName(asked?.subject ?? "") })}
        verb={t("distrust.verb")}
        isDangerous
        isBusy={distrust.isPending}
        onConfirm={() => asked !== null && distrust.mutate({ thumbprint: asked.thumbprint })}
        onClose={() => setAsked(null)}
      >
        <Text size="sm">
          {asked === null || asked.usedBy.length === 0
            ? t("distrust.unused")
            : t("distrust.used", { count: asked.usedBy.length, names: asked.usedBy.join(", ") })}
        </Text>
      </ConfirmDialog>
    </Panel>
  );
}
