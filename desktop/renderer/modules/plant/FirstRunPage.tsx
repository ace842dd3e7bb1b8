import { Button, Group, Progress, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { password, username } from "#shared/access/credentials.ts";
import { displayName } from "#shared/kernel/code.ts";
import { language } from "#shared/kernel/language.ts";
import { useApi, useClient, usePlantSession } from "../../shell/ApiProvider.tsx";
import { EntryFrame } from "../../shell/EntryFrame.tsx";
import { fieldRule } from "../../shell/field-rule.ts";
import { useCommand } from "../../shell/use-command.ts";
import { useSessionState } from "../../shell/use-session.ts";
import { firstRunSteps, stepOfField, type FirstRunValues } from "./first-run-steps.ts";
import { FirstUserStep, PlantStep, StartStep } from "./FirstRunSteps.tsx";
import { ownZone } from "./zone-options.ts";

/** Sets a new plant up in three steps: the plant, its first user, what to begin with. */
export function FirstRunPage() {
  const { t, i18n } = useTranslation();
  const api = useApi();
  const client = useClient();
  const session = usePlantSession();
  const { welcome } = useSessionState();
  const [step, setStep] = useState(0);
  const demoAvailable = welcome?.demoAvailable ?? false;
  const form = useForm<FirstRunValues>({
    initialValues: {
      name: "",
      zone: ownZone(),
      language: language.catch("en").parse(i18n.language),
      username: "",
      displayName: "",
      password: "",
      repeated: "",
      start: demoAvailable ? "demo" : "empty",
    },
    validateInputOnBlur: true,
    validate: {
      name: fieldRule(displayName, t),
      username: fieldRule(username, t),
      displayName: fieldRule(displayName, t),
      password: fieldRule(password, t),
      repeated: (value, values) =>
        value === values.password ? null : t("shell:password.notTheSame"),
    },
  });
  const setUp = useCommand(api.plant.firstRun, {
    form: {
      setErrors: (errors) => {
        form.setErrors(errors);
        setStep(Math.min(...Object.keys(errors).map(stepOfField)));
      },
    },
    fieldOf: (path) => path.replace(/^user\./, ""),
    onDone: async (opened) => {
      session.signedIn(opened);
      session.welcomed(await client.plant.welcome());
    },
  });
  const isLast = step === firstRunSteps.length - 1;
  const forward = () => {
    const checks = firstRunSteps[step]!.fields.map((field) => form.validateField(field));
    if (checks.some((check) => (check as { hasError: boolean }).hasError)) return;
    if (!isLast) {
      setStep(step + 1);
      return;
    }
    const { name, zone, language, start, ...user } = form.getValues();
    setUp.mutate({
      name,
      zone,
      language,
      start,
      user: { username: user.username, displayName: user.displayName, password: user.password },
    });
  };
  return (
    <EntryFrame width={560} hasLanguageChoice={false}>
      <div>
        <Title order={1} size="h3">
          {t(`plant:firstRun.${firstRunSteps[step]!.id}.title`)}
        </Title>
        <p className="entry-purpose">{t(`plant:firstRun.${firstRunSteps[step]!.id}.purpose`)}</p>
      </div>
      <Progress
        value={((step + 1) / firstRunSteps.length) * 100}
        size="sm"
        aria-label={t("plant:firstRun.progress", { step: step + 1, steps: firstRunSteps.length })}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          forward();
        }}
      >
        {step === 0 && <PlantStep form={form} />}
        {step === 1 && <FirstUserStep form={form} />}
        {step === 2 && <StartStep form={form} demoAvailable={demoAvailable} />}
        <Group justify="space-between" mt="lg">
          <Button
            variant="default"
            size="md"
            disabled={step === 0}
            onClick={() => setStep(step - 1)}
          >
            {t("plant:firstRun.back")}
          </Button>
          <Button type="submit" size="md" loading={setUp.isPending}>
            {t(isLast ? "plant:firstRun.finish" : "plant:firstRun.next")}
          </Button>
        </Group>
      </form>
    </EntryFrame>
  );
}
