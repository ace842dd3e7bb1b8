import { Anchor, Breadcrumbs, Loader } from "@mantine/core";
import { IconFolder } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Id } from "#shared/kernel/id.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Failure } from "../../shell/PageStates.tsx";
import classes from "./teach.module.css";

interface Step {
  readonly address: string | null;
  readonly name: string;
}

/** Goes down into a server's folders; everything below the one shown will be watched. */
export function FolderPicker(props: {
  connectionId: Id<"connection">;
  onChange: (address: string | null) => void;
}) {
  const { t } = useTranslation("teach");
  const api = useApi();
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const address = steps.at(-1)?.address ?? null;
  const nodes = useQuery(
    api.connections.browse.queryOptions({ input: { id: props.connectionId, address } }),
  );
  const go = (to: readonly Step[]) => {
    setSteps(to);
    props.onChange(to.at(-1)?.address ?? null);
  };
  const folders = nodes.data?.nodes.filter((node) => node.hasChildren) ?? [];
  const signals = nodes.data?.nodes.filter((node) => node.kind === "variable") ?? [];
  return (
    <div className={classes.folder}>
      <span className={classes.label}>{t("folder.label")}</span>
      <Breadcrumbs separator="›">
        <Anchor component="button" type="button" onClick={() => go([])}>
          {t("folder.all")}
        </Anchor>
        {steps.map((step, i) => (
          <Anchor
            key={step.address}
            component="button"
            type="button"
            onClick={() => go(steps.slice(0, i + 1))}
          >
            {step.name}
          </Anchor>
        ))}
      </Breadcrumbs>
      {nodes.error !== null && <Failure error={nodes.error} retry={() => void nodes.refetch()} />}
      {nodes.isPending && (
        <p className={classes.hint}>
          <Loader size={14} /> {t("folder.loading")}
        </p>
      )}
      {nodes.data !== undefined && (
        <>
          <ul className={classes.folders}>
            {folders.map((node) => (
              <li key={node.address}>
                <button
                  type="button"
                  onClick={() => go([...steps, { address: node.address, name: node.name }])}
                >
                  <IconFolder size={18} stroke={1.6} aria-hidden /> {node.name}
                </button>
              </li>
            ))}
          </ul>
          <p className={classes.hint}>
            {t("folder.here", { count: signals.length })} {t("folder.hint")}
          </p>
        </>
      )}
    </div>
  );
}
