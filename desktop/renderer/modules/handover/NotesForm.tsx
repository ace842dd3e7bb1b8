import { Button, Group, NumberInput, PasswordInput, Radio, Stack, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { HandoverNotes } from "#shared/handover/handover-notes.ts";
import type { HandoverPage } from "#shared/handover/handover.contract.ts";
import type { ShiftInstanceId } from "#shared/kernel/id.ts";
import { UnsavedChangesGuard } from "#shared/ui/form/UnsavedChangesGuard.tsx";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Callout } from "../../shell/Callout.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useFormat } from "../../shell/use-format.ts";
import { NotesAsSaid } from "./NotesAsSaid.tsx";
import { notesOf, valuesOf, type NoteValues } from "./note-values.ts";
import classes from "./handover.module.css";

interface NotesFormProps {
  readonly page: HandoverPage;
  readonly shiftId: ShiftInstanceId;
  /** Not signed yet, and the person may sign. */
  readonly mayWrite: boolean;
  /** The shift is near its end or over. */
  readonly isSignable: boolean;
}

interface Values extends NoteValues {
  unclassifiedReason: string;
  password: string;
}

const texts = ["production", "machines", "quality", "material", "next"] as const;

/** The outgoing supervisor's remarks, and the signature under them. */
export function NotesForm({ page, shiftId, mayWrite, isSignable }: NotesFormProps) {
  const { t } = useTranslation("handover");
  const api = useApi();
  const format = useFormat();
  const form = useForm<Values>({
    initialValues: {
      ...valuesOf(page.notes),
      unclassifiedReason: page.unclassifiedReason ?? "",
      password: "",
    },
  });
  const fieldOf = (path: string) => path.replace(/^notes\./, "");
  const save = useCommand(api.handover.saveNotes, {
    success: "handover:notes.saved",
    form,
    fieldOf,
  });
  const sign = useCommand(api.handover.sign, { success: "handover:sign.done", form, fieldOf });
  if (!mayWrite) return <NotesAsSaid page={page} />;
  const needsReason = page.facts.unclassifiedMs > page.policy.unclassifiedLimitMs;
  const said = (): HandoverNotes => notesOf(form.values);
  return (
    <form
      onSubmit={form.onSubmit(({ unclassifiedReason, password }) =>
        sign.mutate({
          shiftId,
          basedOn: page.version,
          notes: said(),
          unclassifiedReason: unclassifiedReason.trim() === "" ? null : unclassifiedReason,
          password,
        }),
      )}
    >
      <Stack gap="md">
        <Panel title={t("notes.title")}>
          <div className={classes.fields}>
            {texts.map((name) => (
              <Textarea
                key={name}
                label={t(`notes.${name}`)}
                autosize
                minRows={2}
                maxLength={2_000}
                {...form.getInputProps(name)}
              />
            ))}
            <NumberInput
              label={t("notes.wip")}
              description={t("notes.wipHint")}
              min={0}
              allowDecimal={false}
              {...form.getInputProps("wipPieces")}
            />
            <Stack gap="xs">
              <Radio.Group
                label={t("notes.safetyIncident")}
                withAsterisk
                {...form.getInputProps("safetyIncident")}
              >
                <Group gap="lg" mt={6}>
                  <Radio value="no" label={t("notes.noIncident")} size="md" />
                  <Radio value="yes" label={t("notes.incident")} size="md" />
                </Group>
              </Radio.Group>
              {form.values.safetyIncident === "yes" && (
                <Textarea
                  label={t("notes.safety")}
                  autosize
                  minRows={2}
                  maxLength={2_000}
                  {...form.getInputProps("safety")}
                />
              )}
            </Stack>
          </div>
          <Group mt="md">
            <Button
              variant="default"
              loading={save.isPending}
              disabled={!form.isDirty()}
              onClick={() => save.mutate({ shiftId, basedOn: page.version, notes: said() })}
            >
              {t("notes.save")}
            </Button>
          </Group>
        </Panel>
        <Panel title={t("sign.title")}>
          {isSignable ? (
            <Stack gap="sm" maw={520} data-no-print>
              {needsReason && (
                <>
                  <Callout tone="notice" title={t("sign.unclassified.title")}>
                    {t("sign.unclassified.text", {
                      time: format.duration(page.facts.unclassifiedMs),
                      limit: format.duration(page.policy.unclassifiedLimitMs),
                    })}
                  </Callout>
                  <Textarea
                    label={t("sign.reason")}
                    autosize
                    minRows={2}
                    maxLength={500}
                    withAsterisk
                    {...form.getInputProps("unclassifiedReason")}
                  />
                </>
              )}
              <PasswordInput
                label={t("sign.password")}
                description={t("sign.passwordHint")}
                autoComplete="current-password"
                required
                {...form.getInputProps("password")}
              />
              <Button type="submit" size="md" loading={sign.isPending}>
                {t("sign.button")}
              </Button>
            </Stack>
          ) : (
            <p className={classes.quiet}>{t("sign.notYet", { at: format.clock(page.opensAt) })}</p>
          )}
        </Panel>
      </Stack>
      <UnsavedChangesGuard isDirty={form.isDirty() && !sign.isSuccess} />
    </form>
  );
}
