import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useApi } from "../../shell/ApiProvider.tsx";
import { reasonName } from "../rules/reason-name.ts";

interface Reasoned {
  readonly reasonId: string | null;
  readonly reasonName: string | null;
}

/** What a reason is called in the language of the screen; as the engine says it until the reasons are read. */
export function useReasonNames(): (of: Reasoned) => string | null {
  const { i18n } = useTranslation();
  const api = useApi();
  const { data } = useQuery(api.stops.reasons.queryOptions({ staleTime: 60_000 }));
  return useMemo(() => {
    const names = new Map(
      (data?.rows ?? []).map((reason) => [reason.id, reasonName(reason, i18n.language)]),
    );
    return (of) => names.get(of.reasonId ?? "") ?? of.reasonName;
  }, [data, i18n.language]);
}
