import { useTranslation } from "react-i18next";
import { ruleKey } from "../../shell/refusal-text.ts";
import { thumbprintText } from "./untrusted-certificate.ts";

/** A hint of a driver in the person's language; our own thumbprint, where it is given, stays with it. */
export function useHintText(): (hint: string) => string {
  const { t } = useTranslation("connections");
  return (hint) => {
    const own = /\(thumbprint ([0-9a-f]{40})\)$/.exec(hint);
    const words = own === null ? hint : hint.slice(0, own.index).trim();
    const text = t(`hints.${ruleKey(words)}`, { defaultValue: words });
    return own === null ? text : `${text} ${thumbprintText(own[1]!)}`;
  };
}
