import { Select, SimpleGrid, Switch } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { TagRow } from "#shared/connections/connection-rows.ts";
import type { LiveValueStore } from "../../connections/tags/live-value-store.ts";
import { CounterFields } from "./CounterFields.tsx";
import { proposeCounterTag } from "./propose-rule-tags.ts";
import type { RuleValues } from "./rule-values.ts";
import classes from "./setup.module.css";
import { TagPicker } from "./TagPicker.tsx";

const ways = ["none", "total", "good"] as const satisfies readonly RuleValues["countBy"][];

/** How pieces are counted: by a total or by the good ones, with or without rejects. */
export function CountFields(props: {
  form: UseFormReturnType<RuleValues>;
  tags: readonly TagRow[];
  store: LiveValueStore;
  isDisabled: boolean;
}) {
  const { t } = useTranslation("setup");
  const { form, tags, isDisabled } = props;
  const { countBy, hasReject, main, reject } = form.values;
  return (
    <section className={classes.section}>
      <h2>{t("counts.title")}</h2>
      <Select
        label={t("counts.by")}
        description={t(`counts.ways.${countBy}.text`)}
        inputWrapperOrder={["label", "input", "description", "error"]}
        allowDeselect={false}
        disabled={isDisabled}
        data={ways.map((value) => ({ value, label: t(`counts.ways.${value}.label`) }))}
        value={countBy}
        error={form.errors["countBy"]}
        onChange={(value) => {
          const chosen = ways.find((way) => way === value) ?? "none";
          const tag = main.tag || (chosen === "none" ? "" : proposeCounterTag(chosen, tags));
          form.setValues({ countBy: chosen, main: { ...main, tag } });
        }}
      />
      {countBy !== "none" && (
        <>
          <CounterFields {...props} name="main" title={t(`counts.ways.${countBy}.label`)} />
          <Switch
            label={t("counts.hasReject")}
            disabled={isDisabled}
            checked={hasReject}
            onChange={(event) => {
              const isOn = event.currentTarget.checked;
              const tag = reject.tag || proposeCounterTag("reject", tags);
              form.setValues({ hasReject: isOn, reject: { ...reject, tag } });
            }}
          />
          {hasReject && <CounterFields {...props} name="reject" title={t("counts.reject")} />}
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
            <TagPicker
              label={t("counts.testSamples.label")}
              description={t("counts.testSamples.hint")}
              tags={tags}
              store={props.store}
              isOptional
              isDisabled={isDisabled}
              {...form.getInputProps("testSamples")}
              value={form.values.testSamples}
            />
            {countBy === "total" && (
              <TagPicker
                label={t("counts.check.label")}
                description={t("counts.check.hint")}
                tags={tags}
                store={props.store}
                isOptional
                isDisabled={isDisabled}
                {...form.getInputProps("check")}
                value={form.values.check}
              />
            )}
          </SimpleGrid>
        </>
      )}
    </section>
  );
}
