import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ProofFactor } from "./FactorButtons.tsx";

interface ProofLinkProps {
  readonly machineId: string;
  readonly range: { readonly from: number; readonly to: number };
  readonly factor: ProofFactor;
  /** The figure as it is shown. */
  readonly children: ReactNode;
  readonly className?: string;
}

/** A figure of one machine that opens into the very minutes and pieces that made it. For every screen that shows one. */
export function ProofLink(props: ProofLinkProps) {
  const { t } = useTranslation("oee");
  const { from, to } = props.range;
  return (
    <Anchor
      component={Link}
      to={`/machines/${props.machineId}/proof` as never}
      search={{ from, to, factor: props.factor } as never}
      inherit
      underline="always"
      title={t("openProof")}
      {...(props.className !== undefined && { className: props.className })}
    >
      {props.children}
    </Anchor>
  );
}
