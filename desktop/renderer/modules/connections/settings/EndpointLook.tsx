import { Button, Radio, TextInput } from "@mantine/core";
import { IconRadar2 } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { OfferedEndpointRow } from "#shared/connections/connection-rows.ts";
import { opcuaSettings } from "#shared/connections/opcua-settings.ts";
import { useClient } from "../../../shell/ApiProvider.tsx";
import { Callout } from "../../../shell/Callout.tsx";
import { fieldRule } from "../../../shell/field-rule.ts";
import { FailureNote } from "../FailureNote.tsx";
import { ServerCertificate } from "./ServerCertificate.tsx";
import type { FieldsProps } from "./fields-props.ts";
import type { OpcuaValues } from "./opcua-values.ts";
import { byStrength, identityFor, recommendedEndpoint, securityOf } from "./recommend-endpoint.ts";
import classes from "./settings.module.css";

interface EndpointLookProps extends FieldsProps<OpcuaValues> {
  readonly endpoints: readonly OfferedEndpointRow[] | null;
  /** The endpoint that mode and policy of the form mean. */
  readonly chosen: OfferedEndpointRow | null;
  readonly onSeen: (endpoints: readonly OfferedEndpointRow[] | null) => void;
}

/** The address of a server, and a look at what stands there: ways in, sign-in, certificate. */
export function EndpointLook(props: EndpointLookProps) {
  const { t } = useTranslation(["connection-setup", "shell"]);
  const client = useClient();
  const { values, change, field, endpoints, chosen, onSeen } = props;
  const choose = (endpoint: OfferedEndpointRow) => {
    const security = securityOf(endpoint);
    if (security !== null)
      change({ ...security, identity: identityFor(endpoint, values.identity) });
  };
  const look = useMutation({
    mutationFn: (endpoint: string) => client.connections.discover({ endpoint }),
    onSuccess: (answer) => {
      onSeen(answer.endpoints);
      const best = recommendedEndpoint(answer.endpoints);
      if (best !== null) choose(best);
    },
    onError: () => onSeen(null),
  });
  const isValid = fieldRule(opcuaSettings.shape.endpoint, t)(values.endpoint.trim()) === null;
  const run = () => {
    if (isValid) look.mutate(values.endpoint.trim());
  };
  const recommended = endpoints === null ? null : recommendedEndpoint(endpoints);
  return (
    <>
      <div className={classes.beside}>
        <TextInput
          label={t("connection-setup:opcua.endpoint.label")}
          description={t("connection-setup:opcua.endpoint.hint")}
          spellCheck={false}
          autoComplete="off"
          {...field("endpoint")}
          onChange={(event) => {
            onSeen(null);
            look.reset();
            change({ endpoint: event.currentTarget.value });
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || endpoints !== null || !isValid) return;
            event.preventDefault();
            run();
          }}
        />
        <Button
          variant={endpoints === null ? "filled" : "default"}
          leftSection={<IconRadar2 size={16} />}
          loading={look.isPending}
          disabled={!isValid}
          onClick={run}
        >
          {t("connection-setup:opcua.look.run")}
        </Button>
      </div>
      {look.error !== null && <FailureNote error={look.error} />}
      {endpoints?.length === 0 && (
        <Callout tone="notice">{t("connection-setup:opcua.look.nothing")}</Callout>
      )}
      {endpoints !== null && endpoints.length > 0 && (
        <Radio.Group
          label={t("connection-setup:opcua.look.title")}
          value={chosen === null ? "" : keyOf(chosen)}
          onChange={(key) => {
            const endpoint = endpoints.find((one) => keyOf(one) === key);
            if (endpoint !== undefined) choose(endpoint);
          }}
        >
          <div className={classes.choices}>
            {byStrength(endpoints).map((endpoint) => (
              <Radio.Card
                key={`${endpoint.url} ${keyOf(endpoint)}`}
                value={keyOf(endpoint)}
                disabled={!endpoint.isSupported}
                className={classes.choice!}
              >
                <Radio.Indicator disabled={!endpoint.isSupported} />
                <span className={classes.choiceText}>
                  <b>
                    {t(`connection-setup:security.modes.${endpoint.mode}`)}
                    {endpoint.mode !== "None" && ` · ${endpoint.policy.replaceAll("_", " ")}`}
                  </b>
                  <small>
                    {endpoint.isSupported
                      ? t("connection-setup:opcua.look.signIn", {
                          kinds: endpoint.tokens
                            .map((token) => t(`connection-setup:opcua.tokens.${token}`))
                            .join(", "),
                        })
                      : t("connection-setup:opcua.look.unsupported")}
                  </small>
                </span>
                {endpoint === recommended && (
                  <span className={classes.badge}>
                    {t("connection-setup:opcua.look.recommended")}
                  </span>
                )}
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
      )}
      {chosen !== null && chosen.mode !== "None" && chosen.thumbprint !== null && (
        <ServerCertificate
          thumbprint={chosen.thumbprint}
          subject={chosen.subject}
          validTo={chosen.validTo}
          isTrusted={chosen.isTrusted}
          onTrusted={() => {
            if (values.trustedThumbprint !== "")
              change({ trustedThumbprint: chosen.thumbprint ?? "" });
            run();
          }}
        />
      )}
    </>
  );
}

const keyOf = (endpoint: Pick<OfferedEndpointRow, "mode" | "policy">): string =>
  `${endpoint.mode} ${endpoint.policy}`;
