import { Button, Checkbox, Code, Group, Modal, Stack, Text } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CertificateRow } from "#shared/certificates/certificates.contract.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useSession } from "../../shell/use-session.ts";
import { thumbprintText } from "../connections/untrusted-certificate.ts";
import { CertificateFacts, ValidityText } from "./CertificateFacts.tsx";
import { certificateName } from "./certificate-name.ts";
import classes from "./certificates.module.css";

/** Certificates that servers have shown and nobody has trusted: compare, then trust or forget. */
export function RejectedCertificates(props: { rows: readonly CertificateRow[] }) {
  const { t } = useTranslation("certificates");
  const api = useApi();
  const { may } = useSession();
  const [comparing, setComparing] = useState<CertificateRow | null>(null);
  const forget = useCommand(api.certificates.forget, { success: "certificates:forgotten" });
  const { rows } = props;
  return (
    <Panel title={t("rejected.title")} aside={rows.length > 0 && <b>{rows.length}</b>}>
      <p className={classes.text}>{t(rows.length === 0 ? "rejected.none" : "rejected.text")}</p>
      {rows.length > 0 && (
        <ul className={classes.list}>
          {rows.map((row) => (
            <li key={row.thumbprint}>
              <CertificateFacts certificate={row} />
              <ValidityText {...row} />
              {may("connection:update") && (
                <Group gap="xs">
                  <Button
                    leftSection={<IconShieldCheck size={16} />}
                    disabled={row.validity === "expired"}
                    onClick={() => setComparing(row)}
                  >
                    {t("trust.open")}
                  </Button>
                  <Button
                    variant="subtle"
                    color="gray"
                    onClick={() => forget.mutate({ thumbprint: row.thumbprint })}
                  >
                    {t("forget")}
                  </Button>
                </Group>
              )}
            </li>
          ))}
        </ul>
      )}
      {comparing !== null && (
        <CompareDialog certificate={comparing} onClose={() => setComparing(null)} />
      )}
    </Panel>
  );
}

function CompareDialog(props: { certificate: CertificateRow; onClose: () => void }) {
  const { t } = useTranslation(["certificates", "form"]);
  const api = useApi();
  const [isCompared, setCompared] = useState(false);
  const { certificate, onClose } = props;
  const trust = useCommand(api.certificates.trust, {
    success: "certificates:trust.done",
    onDone: onClose,
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("certificates:trust.title", { name: certificateName(certificate.subject) })}
    >
      <Stack gap="md">
        <Text size="sm">{t("certificates:trust.text")}</Text>
        <Code block className={classes.big!}>
          {thumbprintText(certificate.thumbprint)}
        </Code>
        <Checkbox
          label={t("certificates:trust.compared")}
          checked={isCompared}
          onChange={(event) => setCompared(event.currentTarget.checked)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("form:cancel")}
          </Button>
          <Button
            disabled={!isCompared}
            loading={trust.isPending}
            onClick={() => trust.mutate({ thumbprint: certificate.thumbprint })}
          >
            {t("certificates:trust.verb")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
