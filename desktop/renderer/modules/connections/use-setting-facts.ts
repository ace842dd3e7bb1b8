import { useTranslation } from "react-i18next";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import type { SerialLine } from "#shared/connections/serial-line.ts";
import { addressOf } from "./connection-address.ts";
import { lineText } from "./settings/line-values.ts";

type Fact = readonly [label: string, value: string];

/** How a connection is set, in the words of its form. */
export function useSettingFacts(connection: ConnectionRow): readonly Fact[] {
  const { t } = useTranslation(["connections", "connection-setup"]);
  const { settings, hasSecret } = connection;
  const address: Fact = [
    t("connections:address"),
    addressOf(settings) ?? t("connections:drivers.simulated"),
  ];
  const kind: Fact = [t("connections:kind"), t(`connections:drivers.${settings.driver}`)];
  const line = (serial: SerialLine): Fact => [t("connections:line"), lineText(serial)];
  switch (settings.driver) {
    case "opcua": {
      const { mode, policy } = settings.security;
      const { identity } = settings;
      return [
        kind,
        address,
        [
          t("connection-setup:security.mode"),
          t(`connection-setup:security.modes.${mode}`) +
            (mode === "None" ? "" : ` · ${policy.replaceAll("_", " ")}`),
        ],
        [
          t("connection-setup:signIn.title"),
          identity.type === "user"
            ? `${identity.userName}${hasSecret ? "" : ` (${t("connections:noSecret")})`}`
            : t(`connection-setup:signIn.types.${identity.type}`),
        ],
        [
          t("connection-setup:opcua.profile.label"),
          t(`connection-setup:opcua.profile.names.${settings.profile}`),
        ],
        [t("connection-setup:opcua.publishing.label"), `${settings.publishingMs} ms`],
        [t("connection-setup:opcua.bridge.label"), `${settings.bridgeSeconds} s`],
      ];
    }
    case "modbus":
      return [
        kind,
        address,
        [
          t("connection-setup:modbus.transport"),
          t(`connection-setup:modbus.transports.${settings.transport.type}`),
        ],
        ...(settings.transport.type === "tcp" ? [] : [line(settings.transport.line)]),
        [t("connection-setup:modbus.poll.label"), `${settings.pollMs} ms`],
        [t("connection-setup:modbus.timeout.label"), `${settings.timeoutMs} ms`],
      ];
    case "serial":
      return [
        kind,
        address,
        [
          t("connection-setup:serial.profile.label"),
          t(`connection-setup:serial.profile.names.${settings.telegram.profile}`),
        ],
        ...(settings.transport.type === "tcp" ? [] : [line(settings.transport.line)]),
        [
          t("connection-setup:telegram.exchange"),
          t(`connection-setup:telegram.exchanges.${settings.telegram.exchange.type}`),
        ],
      ];
    case "simulated":
      return [kind, [t("connection-setup:simulated.cycle.label"), `${settings.cycleMs} ms`]];
    default:
      return settings satisfies never;
  }
}
