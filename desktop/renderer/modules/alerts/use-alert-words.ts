import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { alertWords, type AlertWords, type ToldAlert } from "#shared/alerts/alert-words.ts";
import { useFormat } from "../../shell/use-format.ts";

interface NamedAlert {
  readonly facts: ToldAlert["facts"];
  readonly machineCode: string | null;
  readonly machineName?: string | null;
}

/** Alerts in the person's words, the same that mails and webhooks say. */
export function useAlertWords(): (alert: NamedAlert) => AlertWords {
  const { t } = useTranslation("alerts");
  const format = useFormat();
  return useMemo(() => {
    const say = (key: string, values: Readonly<Record<string, string>> = {}) =>
      t(`alerts:${key}`, values);
    return ({ facts, machineCode, machineName }: NamedAlert) => {
      const machine =
        machineCode === null
          ? null
          : [machineCode, machineName].filter((part) => part != null).join(" · ");
      return alertWords({ facts, machine }, say, format);
    };
  }, [t, format]);
}
