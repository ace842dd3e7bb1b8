import { NumberInput, Select, SimpleGrid } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { TagRow } from "#shared/connections/connection-rows.ts";
import type { MachineKind } from "#shared/machines/machine-kind.ts";
import type { LiveValueStore } from "../../connections/tags/live-value-store.ts";
import { proposeRuleTags } from "./propose-rule-tags.ts";
import {
  ruleFields,
  stateRuleTypes,
  usualRule,
  type RuleField,
  type StateRuleType,
} from "./rule-fields.ts";
import type { RuleValues } from "./rule-values.ts";
import { RuleMapping } from "./RuleMapping.tsx";
import { StateListFields } from "./StateListFields.tsx";
import { StateSelect } from "./StateSelect.tsx";
import classes from "./setup.module.css";
import { TagPicker } from "./TagPicker.tsx";

interface StateRuleProps {
  readonly form: UseFormReturnType<RuleValues>;
  readonly kind: MachineKind;
  readonly tags: readonly TagRow[];
  readonly store: LiveValueStore;
  readonly isDisabled: boolean;
}

/** Which rule turns signals into a state, and the tags and limits it needs. */
export function StateRuleFields(props: StateRuleProps) {
  const { t } = useTranslation("setup");
  const { form, kind, tags, store, isDisabled } = props;
  const { stateType } = form.values;
  const choose = (chosen: StateRuleType | "none") => {
    const state = { ...form.values.state };
    if (chosen !== "none")
      for (const [key, code] of Object.entries(proposeRuleTags(chosen, tags)))
        if (state[key] === "") state[key] = code;
    form.setValues({ stateType: chosen, state });
    form.clearErrors();
  };
  return (
    <section className={classes.section}>
      <h2>{t("state.title")}</h2>
      <Select
        label={t("state.rule")}
        allowDeselect={false}
        disabled={isDisabled}
        data={["none" as const, ...stateRuleTypes].map((type) => ({
          value: type,
          label:
            type === "none"
              ? t("state.none")
              : usualRule[kind] === type
                ? t("state.usual", { rule: t(`rules.${type}.label`) })
                : t(`rules.${type}.label`),
        }))}
        value={stateType}
        onChange={(value) => choose(stateRuleTypes.find((type) => type === value) ?? "none")}
      />
      {stateType === "none" ? (
        <p className={classes.ruleText}>{t("state.noneText")}</p>
      ) : (
        <>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
            {ruleFields[stateType].map((field) => (
              <StateField key={field.key} {...props} type={stateType} field={field} />
            ))}
          </SimpleGrid>
          <StateListFields {...props} type={stateType} />
          <RuleMapping
            type={stateType}
            valueOf={(key) => {
              const tag = tags.find((one) => one.code === form.values.state[key]);
              return tag && store.valueOf(tag.id)?.value;
            }}
          />
        </>
      )}
    </section>
  );
}

function StateField(props: StateRuleProps & { type: StateRuleType; field: RuleField }) {
  const { t } = useTranslation("setup");
  const { form, type, field, tags, store, isDisabled } = props;
  const path = `state.${field.key}` as const;
  const words = {
    label: t(`rules.${type}.fields.${field.key}.label`),
    description: t(`rules.${type}.fields.${field.key}.hint`),
  };
  const input = form.getInputProps(path);
  if (field.kind === "tag")
    return (
      <TagPicker
        {...words}
        {...input}
        data-path={path}
        tags={tags}
        store={store}
        isOptional={field.isOptional === true}
        isDisabled={isDisabled}
        value={String(form.values.state[field.key] ?? "")}
      />
    );
  if (field.kind === "state")
    return (
      <StateSelect
        {...words}
        {...input}
        isDisabled={isDisabled}
        value={String(form.values.state[field.key] ?? "")}
      />
    );
  return (
    <NumberInput
      {...words}
      {...input}
      disabled={isDisabled}
      min={0}
      decimalScale={3}
      decimalSeparator={t("decimalSign")}
      {...(field.kind === "seconds" ? { suffix: " s" } : {})}
    />
  );
}
