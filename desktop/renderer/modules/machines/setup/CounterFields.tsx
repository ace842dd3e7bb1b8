import { NumberInput, Select, SimpleGrid } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { TagRow } from "#shared/connections/connection-rows.ts";
import type { LiveValueStore } from "../../connections/tags/live-value-store.ts";
import type { CounterValues, RuleValues } from "./rule-values.ts";
import classes from "./setup.module.css";
import { TagPicker } from "./TagPicker.tsx";

const resets = [
  "confirmed",
  "accept",
  "never",
] as const satisfies readonly CounterValues["reset"][];

/** One counter: which tag, and how its differences become pieces. */
export function CounterFields(props: {
  form: UseFormReturnType<RuleValues>;
  name: "main" | "reject";
  title: string;
  tags: readonly TagRow[];
  store: LiveValueStore;
  isDisabled: boolean;
}) {
  const { t } = useTranslation("setup");
  const { form, name, tags, store, isDisabled } = props;
  const values = form.values[name];
  const path = <Key extends keyof CounterValues>(key: Key) => `${name}.${key}` as const;
  const number = { disabled: isDisabled, decimalSeparator: t("decimalSign") };
  return (
    <fieldset className={classes.counter}>
      <legend>{props.title}</legend>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <TagPicker
          label={t("counter.tag.label")}
          description={t("counter.tag.hint")}
          tags={tags}
          store={store}
          isDisabled={isDisabled}
          {...form.getInputProps(path("tag"))}
          data-path={path("tag")}
          value={values.tag}
        />
        <NumberInput
          label={t("counter.pieces.label")}
          description={t("counter.pieces.hint")}
          min={1}
          allowDecimal={false}
          {...number}
          {...form.getInputProps(path("piecesPerCount"))}
        />
        <NumberInput
          label={t("counter.modulus.label")}
          description={t("counter.modulus.hint")}
          placeholder={t("counter.modulus.none")}
          min={2}
          allowDecimal={false}
          {...number}
          {...form.getInputProps(path("modulus"))}
        />
        <Select
          label={t("counter.reset.label")}
          description={t(`counter.reset.${values.reset}.text`)}
          inputWrapperOrder={["label", "input", "description", "error"]}
          allowDeselect={false}
          disabled={isDisabled}
          data={resets.map((value) => ({ value, label: t(`counter.reset.${value}.label`) }))}
          {...form.getInputProps(path("reset"))}
        />
        <NumberInput
          label={t("counter.rate.label")}
          description={t("counter.rate.hint")}
          placeholder={t("counter.rate.none")}
          min={0}
          {...number}
          {...form.getInputProps(path("maxPerMinute"))}
        />
        <NumberInput
          label={t("counter.jitter.label")}
          description={t("counter.jitter.hint")}
          min={0}
          allowDecimal={false}
          {...number}
          {...form.getInputProps(path("jitter"))}
        />
      </SimpleGrid>
      <p className={classes.ruleText} aria-live="polite">
        {counterSentence(values, t)}
      </p>
    </fieldset>
  );
}

/** The counter's rule as people would say it. */
function counterSentence(values: CounterValues, t: TFunction<"setup">): string {
  if (values.tag === "") return t("counter.sentence.none");
  const pieces = Number(values.piecesPerCount) || 1;
  return [
    t("counter.sentence.difference", { tag: values.tag, count: pieces }),
    values.modulus === ""
      ? t("counter.sentence.noWrap")
      : t("counter.sentence.wraps", { last: Number(values.modulus) - 1 }),
    t(`counter.sentence.${values.reset}`),
    ...(values.maxPerMinute === ""
      ? []
      : [t("counter.sentence.rate", { rate: Number(values.maxPerMinute) * 1.5 })]),
  ].join(" ");
}
