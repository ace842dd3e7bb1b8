import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../shell/use-session.ts";
import type { AnalysisRange } from "./analysis-search.ts";

/** From a machine and a time to the losses in it; nothing for those who may not look. */
export function AnalysisLink(props: { machineId: string; range: AnalysisRange }) {
  const { t } = useTranslation("analysis");
  const { may } = useSession();
  if (!may("oee:read")) return null;
  return (
    <Anchor
      component={Link}
      to="/analysis/pareto"
      search={{ span: "custom", ...props.range, machines: [props.machineId] } as never}
      size="sm"
      data-no-print
    >
      {t("link")}
    </Anchor>
  );
}
