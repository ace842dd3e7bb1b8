import {
  Button,
  NumberInput,
  PasswordInput,
  Select,
  Stack,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { mailAddress } from "#shared/alerts/alert-channels.ts";
import { mailSettings, type MailSettings } from "#shared/alerts/mail-settings.ts";
import { SaveBar } from "#shared/ui/form/SaveBar.tsx";
import { UnsavedChangesGuard } from "#shared/ui/form/UnsavedChangesGuard.tsx";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useApi, useClient } from "../../shell/ApiProvider.tsx";
import { Callout } from "../../shell/Callout.tsx";
import { readFailure } from "../../shell/failure.ts";
import { fieldRule } from "../../shell/field-rule.ts";
import { failureText } from "../../shell/refusal-text.ts";
import { useCommand } from "../../shell/use-command.ts";
import { ChannelTestNote } from "./ChannelTestNote.tsx";
import { mailOfValues, mailValues, usualPorts, type MailValues } from "./mail-values.ts";
import classes from "./alerts.module.css";

interface StoredMail {
  readonly settings: MailSettings | null;
  readonly hasPassword: boolean;
  readonly version: number;
}

/** How mail leaves the plant; the password is given here and never shown again. */
export function MailPanel({ stored }: { stored: StoredMail }) {
  const { t } = useTranslation("alerts");
  const api = useApi();
  const client = useClient();
  const [to, setTo] = useState("");
  const { shape } = mailSettings;
  const form = useForm<MailValues>({
    initialValues: mailValues(stored.settings),
    validateInputOnBlur: true,
    validate: {
      host: fieldRule(shape.host, t),
      port: fieldRule(shape.port, t),
      from: fieldRule(shape.from, t),
    },
  });
  const save = useCommand(api.alerts.updateMail, {
    form,
    success: "alerts:mail.saved",
    fieldOf: (path) => path.replace(/^settings\./, ""),
  });
  const { values } = form;
  const passwordOf = ({ password }: MailValues) => (password === "" ? {} : { password });
  const test = useMutation({
    mutationFn: () =>
      client.alerts.testMail({ settings: mailOfValues(values), to, ...passwordOf(values) }),
  });
  const mayTest = form.isValid() && mailAddress.safeParse(to).success;
  return (
    <form
      noValidate
      onSubmit={form.onSubmit((mail) =>
        save.mutate({
          basedOn: stored.version,
          settings: mailOfValues(mail),
          ...passwordOf(mail),
        }),
      )}
    >
      <Panel title={t("mail.title")}>
        <Stack gap="md">
          {stored.settings === null && <Callout tone="info">{t("mail.none")}</Callout>}
          <div className={classes.fields}>
            <TextInput
              label={t("mail.host")}
              placeholder="smtp.plant.example"
              autoComplete="off"
              {...form.getInputProps("host")}
            />
            <Select
              label={t("mail.security")}
              allowDeselect={false}
              data={(["starttls", "tls", "none"] as const).map((value) => ({
                value,
                label: t(`mail.securities.${value}`),
              }))}
              {...form.getInputProps("security")}
              onChange={(value) => {
                const security = shape.security.parse(value);
                form.setFieldValue("security", security);
                form.setFieldValue("port", usualPorts[security]);
              }}
            />
            <NumberInput
              label={t("mail.port")}
              min={1}
              max={65_535}
              allowDecimal={false}
              hideControls
              {...form.getInputProps("port")}
            />
            <TextInput
              label={t("mail.from")}
              description={t("mail.fromHint")}
              placeholder="unison@plant.example"
              {...form.getInputProps("from")}
            />
            <TextInput
              label={t("mail.username")}
              description={t("mail.usernameHint")}
              autoComplete="off"
              {...form.getInputProps("username")}
            />
            <PasswordInput
              label={t("mail.password")}
              description={t(stored.hasPassword ? "mail.passwordKept" : "mail.passwordHint")}
              autoComplete="new-password"
              {...form.getInputProps("password")}
            />
          </div>
          {values.security === "none" ? (
            <Callout tone="notice">{t("mail.inTheClear")}</Callout>
          ) : (
            <Textarea
              label={t("mail.ca")}
              description={t("mail.caHint")}
              autosize
              minRows={1}
              maxRows={5}
              {...form.getInputProps("caPem")}
            />
          )}
          <div className={classes.row}>
            <TextInput
              aria-label={t("mail.testTo")}
              placeholder={t("mail.testTo")}
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
            <Button
              variant="default"
              disabled={!mayTest}
              loading={test.isPending}
              onClick={() => test.mutate()}
            >
              {t("mail.test")}
            </Button>
          </div>
          {test.data !== undefined && <ChannelTestNote result={test.data} />}
          {test.error !== null && (
            <Callout tone="alarm">{failureText(readFailure(test.error), t).text}</Callout>
          )}
        </Stack>
      </Panel>
      <SaveBar isDirty={form.isDirty()} isSaving={save.isPending} onDiscard={form.reset} />
      <UnsavedChangesGuard isDirty={form.isDirty()} />
    </form>
  );
}
