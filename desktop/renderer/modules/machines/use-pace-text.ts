import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Pace } from "#shared/ui/figure/pace.ts";
import { useFormat } from "../../shell/use-format.ts";

/** Pace in words: "38 behind", "On pace", "No target". */
export function usePaceText(): (pace: Pace) => string {
  const { t } = useTranslation("machines");
  const format = useFormat();
  return useCallback(
    (pace) => {
      switch (pace.kind) {
        case "ahead":
        case "behind":
          return t(`pace.${pace.kind}`, { pieces: format.pieces(pace.pieces) });
        case "on":
        case "unknown":
          return t(`pace.${pace.kind}`);
        default:
          return pace satisfies never;
      }
    },
    [t, format],
  );
}
