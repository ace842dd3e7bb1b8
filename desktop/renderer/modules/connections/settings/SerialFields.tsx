import { SegmentedControl, Select, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { telegramProfiles } from "#shared/connections/serial-settings.ts";
import type { FieldsProps } from "./fields-props.ts";
import { LineFields } from "./LineFields.tsx";
import { TcpFields } from "./ModbusFields.tsx";
import { profileValues, type SerialValues } from "./serial-values.ts";
import classes from "./settings.module.css";
import { TelegramFields } from "./TelegramFields.tsx";

const transports = ["line", "tcp"] as const satisfies SerialValues["type"][];

/** A device that speaks in telegrams: what it is, where it is plugged in, how it speaks. */
export function SerialFields(props: FieldsProps<SerialValues>) {
  const { t } = useTranslation("connection-setup");
  const { values, change } = props;
  return (
    <>
      <Select
        label={t("serial.profile.label")}
        description={t(`serial.profile.texts.${values.profile}`)}
        inputWrapperOrder={["label", "input", "description", "error"]}
        allowDeselect={false}
        data={telegramProfiles.map((value) => ({
          value,
          label: t(`serial.profile.names.${value}`),
        }))}
        value={values.profile}
        onChange={(value) => {
          const profile = telegramProfiles.find((one) => one === value);
          if (profile !== undefined) change(profileValues(profile));
        }}
      />
      <div className={classes.group}>
        <Text size="sm" fw={550} id="serial-transport">
          {t("serial.transport")}
        </Text>
        <SegmentedControl
          aria-labelledby="serial-transport"
          data={transports.map((value) => ({ value, label: t(`serial.transports.${value}`) }))}
          value={values.type}
          onChange={(value) => {
            const type = transports.find((one) => one === value);
            if (type !== undefined) change({ type });
          }}
        />
      </div>
      {values.type === "tcp" ? <TcpFields {...props} /> : <LineFields {...props} />}
      <TelegramFields {...props} />
    </>
  );
}
