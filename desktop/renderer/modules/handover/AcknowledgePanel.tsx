import { Button, PasswordInput, Stack, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { HandoverPage } from "#shared/handover/handover.contract.ts";
import type { ShiftInstanceId } from "#shared/kernel/id.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import classes from "./handover.module.css";

/** The incoming supervisor takes over; nobody from themselves. */
export function AcknowledgePanel(props: {
  page: HandoverPage;
  shiftId: ShiftInstanceId;
  isOwn: boolean;
}) {
  const { t } = useTranslation("handover");
  const api = useApi();
  const form = useForm({ initialValues: { note: "", password: "" } });
  const acknowledge = useCommand(api.handover.acknowledge, {
    form,
    success: "handover:acknowledge.done",
  });
  return (
    <Panel title={t("acknowledge.title")}>
      {props.isOwn ? (
        <p className={classes.quiet}>{t("acknowledge.own")}</p>
      ) : (
        <form
          data-no-print
          onSubmit={form.onSubmit(({ note, password }) =>
            acknowledge.mutate({
              shiftId: props.shiftId,
              basedOn: props.page.version,
              note,
              password,
            }),
          )}
        >
          <Stack gap="sm" maw={520}>
            <Textarea
              label={t("acknowledge.note")}
              description={t("acknowledge.noteHint")}
              autosize
              minRows={2}
              maxLength={2_000}
              {...form.getInputProps("note")}
            />
            <PasswordInput
              label={t("sign.password")}
              description={t("sign.passwordHint")}
              autoComplete="current-password"
              required
              {...form.getInputProps("password")}
            />
            <Button type="submit" size="md" loading={acknowledge.isPending}>
              {t("acknowledge.button")}
            </Button>
          </Stack>
        </form>
      )}
    </Panel>
  );
}
