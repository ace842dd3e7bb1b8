import { Checkbox, PasswordInput, SegmentedControl, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OfferedEndpointRow } from "#shared/connections/connection-rows.ts";
import type { FieldsProps } from "./fields-props.ts";
import type { OpcuaValues } from "./opcua-values.ts";
import { PemFile } from "./PemFile.tsx";
import { identityTypes, offers } from "./recommend-endpoint.ts";
import classes from "./settings.module.css";

/** Who we are to the server. A stored secret is never shown: it is kept, replaced or taken away. */
export function SignInFields(
  props: FieldsProps<OpcuaValues> & { endpoint: OfferedEndpointRow | null },
) {
  const { t } = useTranslation("connection-setup");
  const { values, change, field, endpoint } = props;
  const isStored = values.stored === values.identity;
  return (
    <fieldset className={classes.group}>
      <legend>{t("signIn.title")}</legend>
      <SegmentedControl
        aria-label={t("signIn.title")}
        data={identityTypes.map((value) => ({
          value,
          label: t(`signIn.types.${value}`),
          disabled: endpoint !== null && !offers(endpoint, value) && value !== values.identity,
        }))}
        value={values.identity}
        onChange={(value) => {
          const identity = identityTypes.find((one) => one === value);
          if (identity !== undefined) change({ identity });
        }}
      />
      {endpoint !== null && !offers(endpoint, values.identity) && (
        <Text size="sm">{t("signIn.notOffered")}</Text>
      )}
      {values.identity === "user" && (
        <div className={classes.row}>
          <TextInput
            label={t("signIn.userName")}
            autoComplete="off"
            spellCheck={false}
            {...field("userName")}
          />
          <PasswordInput
            label={t("signIn.password")}
            autoComplete="new-password"
            placeholder={isStored && !values.removesSecret ? t("signIn.storedPlaceholder") : ""}
            description={isStored ? t("signIn.stored") : undefined}
            inputWrapperOrder={["label", "input", "description", "error"]}
            visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }}
            {...field("password")}
          />
        </div>
      )}
      {values.identity === "user" && values.mode === "None" && (
        <Text size="xs" c="dimmed">
          {t("signIn.unprotected")}
        </Text>
      )}
      {values.identity === "certificate" && (
        <>
          {isStored && <Text size="sm">{t("signIn.storedCertificate")}</Text>}
          <div className={classes.row}>
            <PemFile
              label={t("signIn.certificate")}
              accept=".pem,.crt,.cer"
              pem={values.certificatePem}
              onRead={(certificatePem) => change({ certificatePem })}
              error={field("certificatePem").error}
            />
            <PemFile
              label={t("signIn.privateKey")}
              accept=".pem,.key"
              pem={values.privateKeyPem}
              onRead={(privateKeyPem) => change({ privateKeyPem })}
              error={field("privateKeyPem").error}
            />
          </div>
        </>
      )}
      {isStored && (
        <Checkbox
          label={t("signIn.remove")}
          checked={values.removesSecret}
          onChange={(event) => change({ removesSecret: event.currentTarget.checked })}
        />
      )}
    </fieldset>
  );
}
