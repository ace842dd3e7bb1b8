import { NumberInput, SegmentedControl, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { AdvancedFields } from "./AdvancedFields.tsx";
import type { FieldsProps } from "./fields-props.ts";
import { LineFields } from "./LineFields.tsx";
import { withTransport, type ModbusValues } from "./modbus-values.ts";
import classes from "./settings.module.css";

const transports = ["tcp", "rtu", "ascii"] as const satisfies ModbusValues["type"][];

/** A Modbus device or gateway: over the network, or on a serial line with any number of units. */
export function ModbusFields(props: FieldsProps<ModbusValues>) {
  const { t } = useTranslation("connection-setup");
  const { values, change, field } = props;
  return (
    <>
      <div className={classes.group}>
        <Text size="sm" fw={550} id="modbus-transport">
          {t("modbus.transport")}
        </Text>
        <SegmentedControl
          aria-labelledby="modbus-transport"
          data={transports.map((value) => ({ value, label: t(`modbus.transports.${value}`) }))}
          value={values.type}
          onChange={(value) => {
            const type = transports.find((one) => one === value);
            if (type !== undefined) change(withTransport(values, type));
          }}
        />
        <Text size="xs" c="dimmed">
          {t(`modbus.texts.${values.type}`)}
        </Text>
      </div>
      {values.type === "tcp" ? <TcpFields {...props} /> : <LineFields {...props} />}
      <div className={classes.row}>
        <NumberInput
          label={t("modbus.poll.label")}
          description={t("modbus.poll.hint")}
          suffix=" ms"
          min={50}
          max={3_600_000}
          step={100}
          allowDecimal={false}
          clampBehavior="none"
          {...field("pollMs")}
        />
        <NumberInput
          label={t("modbus.timeout.label")}
          description={t("modbus.timeout.hint")}
          suffix=" ms"
          min={50}
          max={30_000}
          step={50}
          allowDecimal={false}
          clampBehavior="none"
          {...field("timeoutMs")}
        />
      </div>
      <AdvancedFields>
        <NumberInput
          label={t("modbus.registers.label")}
          description={t("modbus.registers.hint")}
          min={2}
          max={125}
          allowDecimal={false}
          clampBehavior="none"
          {...field("registersPerRead")}
        />
      </AdvancedFields>
    </>
  );
}

/** Host and port of a device, a gateway or a serial device server. */
export function TcpFields(props: FieldsProps<{ host: string; port: number | string }>) {
  const { t } = useTranslation("connection-setup");
  const { field } = props;
  return (
    <div className={classes.row}>
      <TextInput
        label={t("tcp.host")}
        description={t("tcp.hostHint")}
        placeholder="192.168.1.20"
        spellCheck={false}
        autoComplete="off"
        {...field("host")}
      />
      <NumberInput
        label={t("tcp.port")}
        description={t("tcp.portHint")}
        min={1}
        max={65_535}
        allowDecimal={false}
        clampBehavior="none"
        hideControls
        {...field("port")}
      />
    </div>
  );
}
