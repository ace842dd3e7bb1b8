import { NumberInput, Radio, Select, Stack, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { displayName } from "#shared/kernel/code.ts";
import { languages } from "#shared/kernel/language.ts";
import type { PlantFacts } from "#shared/plant/plant.contract.ts";
import { SaveBar } from "#shared/ui/form/SaveBar.tsx";
import { StaleEditDialog } from "#shared/ui/form/StaleEditDialog.tsx";
import { UnsavedChangesGuard } from "#shared/ui/form/UnsavedChangesGuard.tsx";
import { useApi, useClient, usePlantSession } from "../../shell/ApiProvider.tsx";
import { fieldRule } from "../../shell/field-rule.ts";
import { useCommand } from "../../shell/use-command.ts";
import { languageNames } from "../../shell/language-names.ts";
import { useSession } from "../../shell/use-session.ts";
import { useStaleEdit } from "../../shell/use-stale-edit.ts";
import { PreviewChangeButton } from "../rules/PreviewChangeButton.tsx";
import { usePlantFields } from "./use-plant-fields.ts";
import {
  limitsChange,
  plantFieldOf,
  plantFormValues,
  policyOfForm,
  type PlantFormValues,
} from "./plant-form-values.ts";
import "./plant.css";

/** Edits the plant; every choice of the policy says what it changes. */
export function PlantForm(props: { plant: PlantFacts }) {
  const { t } = useTranslation();
  const { plant } = props;
  const api = useApi();
  const client = useClient();
  const session = usePlantSession();
  const { may } = useSession();
  const readOnly = !may("plant:update");
  const fields = usePlantFields();
  const within = (from: number, to: number) => (value: number) =>
    typeof value === "number" && value >= from && value <= to
      ? null
      : t("plant:field.between", { from, to });
  const form = useForm<PlantFormValues>({
    initialValues: plantFormValues(plant),
    validateInputOnBlur: true,
    validate: {
      name: fieldRule(displayName, t),
      minorStopSeconds: within(0, 86_400),
      minimumRunSeconds: within(0, 3_600),
      minimumCoveragePercent: within(0, 100),
      targetOeePercent: within(1, 100),
    },
  });
  const [basedOn, setBasedOn] = useState(plant.version);
  const follow = (stored: PlantFacts) => {
    form.setInitialValues(plantFormValues(stored));
    form.setValues(plantFormValues(stored));
    setBasedOn(stored.version);
    session.plantChanged(stored);
  };
  const stale = useStaleEdit(() => client.plant.get());
  const save = useCommand(api.plant.update, {
    form,
    fieldOf: plantFieldOf,
    success: "plant:saved",
    onDone: follow,
    onRefusal: stale.onRefusal,
  });
  const submit = (values: PlantFormValues, version = basedOn) =>
    save.mutate({
      basedOn: version,
      name: values.name,
      language: values.language,
      policy: policyOfForm(values),
    });
  return (
    <form onSubmit={form.onSubmit((values) => submit(values))}>
      <Stack gap="lg">
        <section className="panel">
          <Title order={2} size="h5">
            {t("plant:settings.plant")}
          </Title>
          <div className="field-grid">
            <TextInput
              label={t("plant:field.name")}
              readOnly={readOnly}
              {...form.getInputProps("name")}
            />
            <Select
              label={t("plant:field.language")}
              description={t("plant:field.languageHint")}
              allowDeselect={false}
              disabled={readOnly}
              data={languages.map((code) => ({ value: code, label: languageNames[code] }))}
              {...form.getInputProps("language")}
            />
            <TextInput
              label={t("plant:field.zone")}
              description={t("plant:field.zoneFixed")}
              value={plant.zone}
              readOnly
              variant="filled"
            />
          </div>
        </section>
        <section className="panel">
          <Title order={2} size="h5">
            {t("plant:settings.policy")}
          </Title>
          <p className="panel-text">{t("plant:settings.policyText")}</p>
          <div className="field-grid">
            <NumberInput
              label={t("plant:field.minorStop")}
              description={t("plant:field.minorStopHint")}
              suffix=" s"
              min={0}
              max={86_400}
              allowDecimal={false}
              disabled={readOnly}
              {...form.getInputProps("minorStopSeconds")}
            />
            <NumberInput
              label={t("plant:field.minimumRun")}
              description={t("plant:field.minimumRunHint")}
              suffix=" s"
              min={0}
              max={3_600}
              decimalScale={1}
              disabled={readOnly}
              {...form.getInputProps("minimumRunSeconds")}
            />
            <NumberInput
              label={t("plant:field.coverage")}
              description={t("plant:field.coverageHint")}
              suffix=" %"
              min={0}
              max={100}
              decimalScale={1}
              disabled={readOnly}
              {...form.getInputProps("minimumCoveragePercent")}
            />
            <NumberInput
              label={t("plant:field.target")}
              description={t("plant:field.targetHint")}
              suffix=" %"
              min={1}
              max={100}
              decimalScale={1}
              disabled={readOnly}
              {...form.getInputProps("targetOeePercent")}
            />
          </div>
          <Radio.Group
            inputWrapperOrder={["label", "description", "input", "error"]}
            label={t("plant:field.minorStops")}
            description={t("plant:field.minorStopsHint")}
            {...form.getInputProps("minorStops")}
          >
            <Stack gap="xs" mt="xs">
              {(["iso", "six-big-losses"] as const).map((choice) => (
                <Radio
                  key={choice}
                  value={choice}
                  disabled={readOnly}
                  label={t(`plant:minorStops.${choice}.label`)}
                  description={t(`plant:minorStops.${choice}.text`)}
                />
              ))}
            </Stack>
          </Radio.Group>
        </section>
        {!readOnly && (
          <div>
            <PreviewChangeButton
              title={t("rules:preview.ofPlant")}
              change={limitsChange(plant, policyOfForm(form.values))}
            />
          </div>
        )}
        <SaveBar isDirty={form.isDirty()} isSaving={save.isPending} onDiscard={form.reset} />
      </Stack>
      <UnsavedChangesGuard isDirty={form.isDirty()} />
      <StaleEditDialog
        theirs={stale.theirs && plantFormValues(stale.theirs)}
        mine={form.values}
        fields={fields}
        onTakeTheirs={() => {
          if (stale.theirs !== null) follow(stale.theirs);
          stale.close();
        }}
        onPutMine={() => {
          if (stale.theirs !== null) submit(form.values, stale.theirs.version);
          stale.close();
        }}
        onClose={stale.close}
      />
    </form>
  );
}
