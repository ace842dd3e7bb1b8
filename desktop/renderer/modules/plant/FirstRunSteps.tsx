import { PasswordInput, Radio, SegmentedControl, Select, Stack, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { languages, type Language } from "#shared/kernel/language.ts";
import { changeLanguage } from "../../shell/i18n.ts";
import { useSessionState } from "../../shell/use-session.ts";
import { languageNames } from "../../shell/language-names.ts";
import type { FirstRunValues } from "./first-run-steps.ts";
import { ownZone, zoneOptions } from "./zone-options.ts";

type Form = UseFormReturnType<FirstRunValues>;

export function PlantStep(props: { form: Form }) {
  const { t, i18n } = useTranslation();
  const { form } = props;
  const at = useSessionState().welcome?.now ?? 0;
  const zones = useMemo(() => zoneOptions(at, i18n.language, ownZone()), [at, i18n.language]);
  return (
    <Stack gap="md">
      <TextInput
        size="md"
        label={t("plant:field.name")}
        placeholder={t("plant:field.nameExample")}
        autoFocus
        {...form.getInputProps("name")}
      />
      <Select
        size="md"
        label={t("plant:field.zone")}
        description={t("plant:field.zoneHint")}
        searchable
        allowDeselect={false}
        data={zones}
        limit={80}
        nothingFoundMessage={t("plant:field.zoneNotFound")}
        {...form.getInputProps("zone")}
      />
      <div>
        <label className="field-label" id="first-run-language">
          {t("plant:field.language")}
        </label>
        <SegmentedControl
          fullWidth
          size="md"
          aria-labelledby="first-run-language"
          data={languages.map((code) => ({ value: code, label: languageNames[code] }))}
          value={form.getValues().language}
          onChange={(code) => {
            form.setFieldValue("language", code as Language);
            void changeLanguage(i18n, code as Language, false);
          }}
        />
      </div>
    </Stack>
  );
}

export function FirstUserStep(props: { form: Form }) {
  const { t } = useTranslation();
  const { form } = props;
  return (
    <Stack gap="md">
      <TextInput
        size="md"
        label={t("access:field.displayName")}
        placeholder={t("access:field.displayNameExample")}
        autoComplete="name"
        autoFocus
        {...form.getInputProps("displayName")}
      />
      <TextInput
        size="md"
        label={t("access:field.username")}
        autoComplete="username"
        autoCapitalize="none"
        {...form.getInputProps("username")}
      />
      <PasswordInput
        size="md"
        label={t("access:field.password")}
        description={t("shell:password.rule")}
        autoComplete="new-password"
        {...form.getInputProps("password")}
      />
      <PasswordInput
        size="md"
        label={t("shell:password.repeat")}
        autoComplete="new-password"
        {...form.getInputProps("repeated")}
      />
    </Stack>
  );
}

export function StartStep(props: { form: Form; demoAvailable: boolean }) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      aria-label={t("plant:firstRun.start.title")}
      {...props.form.getInputProps("start")}
    >
      <Stack gap="sm">
        {(["demo", "empty"] as const).map((choice) => (
          <Radio.Card
            key={choice}
            value={choice}
            p="md"
            radius="md"
            disabled={choice === "demo" && !props.demoAvailable}
            className="choice-card"
          >
            <Radio.Indicator />
            <span>
              <b>{t(`plant:firstRun.start.${choice}.label`)}</b>
              <small>
                {t(
                  choice === "demo" && !props.demoAvailable
                    ? "plant:firstRun.start.demo.missing"
                    : `plant:firstRun.start.${choice}.text`,
                )}
              </small>
            </span>
          </Radio.Card>
        ))}
      </Stack>
    </Radio.Group>
  );
}
