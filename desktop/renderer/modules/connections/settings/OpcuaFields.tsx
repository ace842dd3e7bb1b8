import { NumberInput, Select, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OfferedEndpointRow } from "#shared/connections/connection-rows.ts";
import { opcuaPolicies, opcuaProfiles } from "#shared/connections/opcua-settings.ts";
import { AdvancedFields } from "./AdvancedFields.tsx";
import { EndpointLook } from "./EndpointLook.tsx";
import type { FieldsProps } from "./fields-props.ts";
import { withMode, type OpcuaValues } from "./opcua-values.ts";
import classes from "./settings.module.css";
import { SignInFields } from "./SignInFields.tsx";

const modes = ["None", "Sign", "SignAndEncrypt"] as const satisfies OpcuaValues["mode"][];

/** An OPC UA server: its address, what it offers, how to sign in. */
export function OpcuaFields(props: FieldsProps<OpcuaValues>) {
  const { t } = useTranslation("connection-setup");
  const { values, change, field } = props;
  const [endpoints, setEndpoints] = useState<readonly OfferedEndpointRow[] | null>(null);
  const chosen =
    endpoints?.find((one) => one.mode === values.mode && one.policy === values.policy) ?? null;
  return (
    <>
      <EndpointLook {...props} endpoints={endpoints} chosen={chosen} onSeen={setEndpoints} />
      <SignInFields {...props} endpoint={chosen} />
      <AdvancedFields>
        <div className={classes.row}>
          <Select
            label={t("security.mode")}
            description={t(`security.texts.${values.mode}`)}
            inputWrapperOrder={["label", "input", "description", "error"]}
            allowDeselect={false}
            data={modes.map((value) => ({ value, label: t(`security.modes.${value}`) }))}
            {...field("mode")}
            onChange={(value) => {
              const mode = modes.find((one) => one === value);
              if (mode !== undefined) change(withMode(values, mode));
            }}
          />
          {values.mode !== "None" && (
            <Select
              label={t("security.policy")}
              allowDeselect={false}
              data={opcuaPolicies.map((value) => ({ value, label: value.replaceAll("_", " ") }))}
              {...field("policy")}
            />
          )}
        </div>
        <Select
          label={t("opcua.profile.label")}
          description={t("opcua.profile.hint")}
          allowDeselect={false}
          data={opcuaProfiles.map((value) => ({
            value,
            label: t(`opcua.profile.names.${value}`),
          }))}
          {...field("profile")}
        />
        <div className={classes.row}>
          <NumberInput
            label={t("opcua.publishing.label")}
            description={t("opcua.publishing.hint")}
            suffix=" ms"
            min={100}
            max={10_000}
            step={100}
            allowDecimal={false}
            clampBehavior="none"
            {...field("publishingMs")}
          />
          <NumberInput
            label={t("opcua.bridge.label")}
            description={t("opcua.bridge.hint")}
            suffix=" s"
            min={10}
            max={3_600}
            step={10}
            allowDecimal={false}
            clampBehavior="none"
            {...field("bridgeSeconds")}
          />
        </div>
        <Switch
          label={t("opcua.history.label")}
          description={t("opcua.history.hint")}
          checked={values.readsHistory}
          onChange={(event) => change({ readsHistory: event.currentTarget.checked })}
        />
        {values.mode !== "None" && (
          <TextInput
            label={t("opcua.pin.label")}
            description={t("opcua.pin.hint")}
            placeholder={t("opcua.pin.none")}
            spellCheck={false}
            classNames={{ input: classes.mono! }}
            {...field("trustedThumbprint")}
            onChange={(event) =>
              change({
                trustedThumbprint: event.currentTarget.value
                  .toLowerCase()
                  .replace(/[^0-9a-f]/g, ""),
              })
            }
          />
        )}
      </AdvancedFields>
    </>
  );
}
