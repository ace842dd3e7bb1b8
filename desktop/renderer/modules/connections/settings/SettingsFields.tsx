import type { UseFormReturnType } from "@mantine/form";
import type { ConnectionValues, SettingsValues } from "../connection-values.ts";
import { ModbusFields } from "./ModbusFields.tsx";
import { OpcuaFields } from "./OpcuaFields.tsx";
import { SerialFields } from "./SerialFields.tsx";
import { SimulatedFields } from "./SimulatedFields.tsx";

/** The settings of the kind of connection that the form is about. */
export function SettingsFields(props: { form: UseFormReturnType<ConnectionValues> }) {
  const { form } = props;
  const values = form.values.settings;
  const change = (patch: Partial<SettingsValues>) =>
    form.setValues((before) => ({
      settings: { ...(before.settings ?? values), ...patch } as SettingsValues,
    }));
  const shared = {
    change,
    field: (name: string) => form.getInputProps(`settings.${name}`),
  };
  switch (values.driver) {
    case "opcua":
      return <OpcuaFields {...shared} values={values} />;
    case "modbus":
      return <ModbusFields {...shared} values={values} />;
    case "serial":
      return <SerialFields {...shared} values={values} />;
    case "simulated":
      return <SimulatedFields {...shared} values={values} />;
    default:
      return values satisfies never;
  }
}
