import { Button, PasswordInput, Stack, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useApi, useEngineState, usePlantSession } from "../../shell/ApiProvider.tsx";
import { Callout } from "../../shell/Callout.tsx";
import { EntryFrame } from "../../shell/EntryFrame.tsx";
import { readFailure } from "../../shell/failure.ts";
import { failureText } from "../../shell/refusal-text.ts";
import { useCommand } from "../../shell/use-command.ts";
import { useSessionState } from "../../shell/use-session.ts";

/** The demo plant's own sign-in; it is shown on the screen, so it guards nothing. */
const demo = { username: "demo", password: "demo-plant" };

/** Signs a person in. */
export function SignInPage() {
  const { t } = useTranslation();
  const { welcome } = useSessionState();
  const plantName = welcome?.plant?.name ?? "Unison";
  return (
    <EntryFrame>
      <Title order={1} size="h3">
        {t("access:signIn.title", { plant: plantName })}
      </Title>
      <SignInForm isDemo={welcome?.isDemo ?? false} />
    </EntryFrame>
  );
}

function SignInForm(props: { isDemo: boolean }) {
  const { t } = useTranslation();
  const api = useApi();
  const session = usePlantSession();
  const engine = useEngineState();
  const [refusal, setRefusal] = useState<{ title: string; text: string } | null>(null);
  const form = useForm({
    initialValues: { username: "", password: "" },
    validate: {
      username: (value) => (value.trim() === "" ? t("access:signIn.usernameMissing") : null),
      password: (value) => (value === "" ? t("access:signIn.passwordMissing") : null),
    },
  });
  const signIn = useCommand(api.access.signIn, {
    onDone: session.signedIn,
    onFailure: (error) => {
      const words = failureText(readFailure(error), t);
      setRefusal({ title: words.title, text: `${words.text} ${words.wayOut}` });
      form.setFieldValue("password", "");
    },
  });
  const submit = (credentials: typeof demo) => {
    setRefusal(null);
    signIn.mutate(credentials);
  };
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <Stack gap="md">
        {refusal !== null && (
          <Callout tone="alarm" title={refusal.title}>
            {refusal.text}
          </Callout>
        )}
        {engine.phase === "reconnecting" && (
          <Callout tone="notice" title={t("shell:failure.lost.title")}>
            {t("shell:failure.lost.wayOut")}
          </Callout>
        )}
        <TextInput
          size="md"
          label={t("access:signIn.username")}
          autoComplete="username"
          autoCapitalize="none"
          autoFocus
          {...form.getInputProps("username")}
        />
        <PasswordInput
          size="md"
          label={t("access:signIn.password")}
          autoComplete="current-password"
          {...form.getInputProps("password")}
        />
        <Button type="submit" size="md" loading={signIn.isPending}>
          {t("access:signIn.submit")}
        </Button>
        {props.isDemo && (
          <Callout tone="info" title={t("access:signIn.demoTitle")}>
            <span>{t("access:signIn.demoText", demo)}</span>
            <Button variant="default" onClick={() => submit(demo)} loading={signIn.isPending}>
              {t("access:signIn.demoAction")}
            </Button>
          </Callout>
        )}
      </Stack>
    </form>
  );
}
