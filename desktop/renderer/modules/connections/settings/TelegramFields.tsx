import { NumberInput, SegmentedControl, Select, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { AdvancedFields } from "./AdvancedFields.tsx";
import type { FieldsProps } from "./fields-props.ts";
import type { TelegramValues } from "./serial-values.ts";
import classes from "./settings.module.css";

const exchanges = ["listen", "poll"] as const satisfies TelegramValues["exchange"][];
const cuts = ["separator", "regex"] as const satisfies TelegramValues["fields"][];
const checksums = [
  "none",
  "xor",
  "sum",
  "lrc",
  "crc16",
] as const satisfies TelegramValues["checksum"][];
const overs = [
  "content",
  "start_and_content",
  "content_and_end",
  "start_content_and_end",
] as const satisfies TelegramValues["over"][];
const places = ["before_end", "after_end"] as const satisfies TelegramValues["place"][];
const forms = ["hex", "raw"] as const satisfies TelegramValues["form"][];
const marks = [".", ","] as const satisfies TelegramValues["decimalMark"][];

/** How a telegram begins, ends and falls apart. A profile fills all of it; open at once for a device of one's own. */
export function TelegramFields(props: FieldsProps<TelegramValues>) {
  const { t } = useTranslation("connection-setup");
  const { values, change, field } = props;
  return (
    <>
      <div className={classes.group}>
        <Text size="sm" fw={550} id="telegram-exchange">
          {t("telegram.exchange")}
        </Text>
        <SegmentedControl
          aria-labelledby="telegram-exchange"
          classNames={{ label: classes.segments ?? "" }}
          data={exchanges.map((value) => ({ value, label: t(`telegram.exchanges.${value}`) }))}
          value={values.exchange}
          onChange={(value) => {
            const exchange = exchanges.find((one) => one === value);
            if (exchange !== undefined) change({ exchange });
          }}
        />
      </div>
      <ExchangeFields {...props} />
      <AdvancedFields
        label={t("telegram.title")}
        key={values.profile}
        startsOpen={values.profile === "custom"}
      >
        <div className={classes.row}>
          <TextInput
            label={t("telegram.start")}
            placeholder={t("telegram.startNone")}
            {...control}
            {...field("start")}
          />
          <TextInput label={t("telegram.end")} {...control} {...field("end")} />
          <Milliseconds
            label={t("telegram.silenceEnd")}
            placeholder={t("telegram.startNone")}
            {...field("silenceEndMs")}
          />
        </div>
        <Text size="xs" c="dimmed">
          {t("telegram.controls")}
        </Text>
        <div className={classes.row}>
          <Select
            label={t("telegram.fields")}
            allowDeselect={false}
            data={cuts.map((value) => ({ value, label: t(`telegram.cuts.${value}`) }))}
            {...field("fields")}
          />
          {values.fields === "separator" && (
            <TextInput label={t("telegram.separator")} {...control} {...field("separator")} />
          )}
        </div>
        {values.fields === "separator" ? (
          <TextInput
            label={t("telegram.names")}
            description={t("telegram.namesHint")}
            placeholder="station, total, reject, state"
            {...control}
            {...field("names")}
          />
        ) : (
          <TextInput
            label={t("telegram.pattern")}
            description={t("telegram.patternHint")}
            placeholder="^(?P<value>[-+0-9.]+) (?P<unit>\w+)$"
            {...control}
            {...field("pattern")}
          />
        )}
        <ChecksumFields {...props} />
        <div className={classes.row}>
          <Select
            label={t("telegram.decimalMark")}
            allowDeselect={false}
            data={marks.map((value) => ({
              value,
              label: t(value === "." ? "telegram.point" : "telegram.comma"),
            }))}
            {...field("decimalMark")}
          />
          <Milliseconds
            label={t("telegram.silent")}
            description={t("telegram.silentHint")}
            placeholder={t("telegram.silentNever")}
            {...field("silentAfterMs")}
          />
        </div>
        <div className={classes.row}>
          <TextInput
            label={t("telegram.reset")}
            description={t("telegram.resetHint")}
            {...control}
            {...field("reset")}
          />
          <TextInput
            label={t("telegram.resetAnswer")}
            description={t("telegram.resetAnswerHint")}
            {...control}
            {...field("resetAnswer")}
          />
        </div>
        <div className={classes.row}>
          <Milliseconds
            label={t("telegram.repeat")}
            description={t("telegram.repeatHint")}
            {...field("repeatFilterMs")}
          />
          <NumberInput
            label={t("telegram.maxBytes")}
            description={t("telegram.maxBytesHint")}
            allowDecimal={false}
            clampBehavior="none"
            {...field("maxBytes")}
          />
        </div>
      </AdvancedFields>
    </>
  );
}

const control = { spellCheck: false, autoComplete: "off", classNames: { input: classes.mono! } };

function Milliseconds(props: React.ComponentProps<typeof NumberInput>) {
  return (
    <NumberInput suffix=" ms" step={100} allowDecimal={false} clampBehavior="none" {...props} />
  );
}

function ExchangeFields(props: FieldsProps<TelegramValues>) {
  const { t } = useTranslation("connection-setup");
  const { values, field } = props;
  const isPolled = values.exchange === "poll";
  return (
    <div className={classes.row}>
      <TextInput
        label={t(isPolled ? "telegram.request" : "telegram.startRequest")}
        description={t(isPolled ? "telegram.requestHint" : "telegram.startRequestHint")}
        {...control}
        {...field("request")}
      />
      {isPolled && <Milliseconds label={t("telegram.every")} {...field("everyMs")} />}
      {isPolled && (
        <Milliseconds
          label={t("telegram.timeout")}
          description={t("telegram.timeoutHint")}
          {...field("timeoutMs")}
        />
      )}
    </div>
  );
}

function ChecksumFields(props: FieldsProps<TelegramValues>) {
  const { t } = useTranslation("connection-setup");
  const { values, field } = props;
  return (
    <div className={classes.row}>
      <Select
        label={t("telegram.checksum")}
        allowDeselect={false}
        data={checksums.map((value) => ({ value, label: t(`telegram.checksums.${value}`) }))}
        {...field("checksum")}
      />
      {values.checksum !== "none" && (
        <>
          <Select
            label={t("telegram.over")}
            allowDeselect={false}
            data={overs.map((value) => ({ value, label: t(`telegram.overs.${value}`) }))}
            {...field("over")}
          />
          <Select
            label={t("telegram.place")}
            allowDeselect={false}
            data={places.map((value) => ({ value, label: t(`telegram.places.${value}`) }))}
            {...field("place")}
          />
          <Select
            label={t("telegram.form")}
            allowDeselect={false}
            data={forms.map((value) => ({ value, label: t(`telegram.forms.${value}`) }))}
            {...field("form")}
          />
        </>
      )}
    </div>
  );
}
