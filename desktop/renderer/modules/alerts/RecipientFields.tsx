import { MultiSelect, TagsInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { mailAddress, type AlertRecipients } from "#shared/alerts/alert-channels.ts";
import { role, roles } from "#shared/access/roles.ts";
import type { WebhookTargetId } from "#shared/kernel/id.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { ruleText } from "../../shell/refusal-text.ts";
import classes from "./alerts.module.css";

interface RecipientFieldsProps {
  readonly value: AlertRecipients;
  readonly onChange: (value: AlertRecipients) => void;
}

/** Whom something is told: on screens by role, by mail, by webhook. */
export function RecipientFields({ value, onChange }: RecipientFieldsProps) {
  const { t } = useTranslation("alerts");
  const api = useApi();
  const targets = useQuery(api.alerts.targets.queryOptions({ input: { limit: 500 } }));
  const [mailError, setMailError] = useState<string | null>(null);
  const putMail = (addresses: string[]) => {
    const wrong = addresses.map((one) => mailAddress.safeParse(one).error).find(Boolean);
    setMailError(wrong === undefined ? null : ruleText(wrong.issues[0]!.message, t));
    onChange({ ...value, mail: addresses.filter((one) => mailAddress.safeParse(one).success) });
  };
  return (
    <div className={classes.recipients}>
      <MultiSelect
        label={t("recipients.roles")}
        description={t("recipients.rolesHint")}
        placeholder={value.roles.length === 0 ? t("recipients.everybody") : ""}
        data={roles.map((code) => ({ value: code, label: t(`shell:roles.${code}`) }))}
        value={value.roles}
        onChange={(chosen) => onChange({ ...value, roles: chosen.map((one) => role.parse(one)) })}
      />
      <TagsInput
        label={t("recipients.mail")}
        description={t("recipients.mailHint")}
        placeholder={value.mail.length === 0 ? t("recipients.mailExample") : ""}
        value={[...value.mail]}
        onChange={putMail}
        acceptValueOnBlur
        splitChars={[",", ";", " "]}
        error={mailError}
      />
      <MultiSelect
        label={t("recipients.webhooks")}
        description={targets.data?.total === 0 ? t("recipients.noWebhooks") : undefined}
        data={(targets.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={[...value.webhooks]}
        onChange={(chosen) => onChange({ ...value, webhooks: chosen as WebhookTargetId[] })}
      />
    </div>
  );
}
