import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { changeLanguage, hasChosenLanguage } from "./i18n.ts";
import { useSessionState } from "./use-session.ts";

/** Speaks the person's language, else the plant's, unless somebody chose one at this screen. */
export function useSessionLanguage(): void {
  const { i18n } = useTranslation();
  const { user, welcome } = useSessionState();
  const wanted = user?.language ?? welcome?.plant?.language ?? null;
  useEffect(() => {
    if (wanted !== null && wanted !== i18n.language && !hasChosenLanguage())
      void changeLanguage(i18n, wanted, false);
  }, [i18n, wanted]);
}
