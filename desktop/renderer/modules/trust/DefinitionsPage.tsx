import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { DefinitionGroup } from "#shared/trust/trust.contract.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Callout } from "../../shell/Callout.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { TrustFrame } from "./TrustFrame.tsx";
import classes from "./trust.module.css";

/** What the figures of this plant mean, in words, and which machines' figures mean the same. */
export function DefinitionsPage() {
  const { t } = useTranslation("trust");
  const api = useApi();
  const definitions = useQuery(api.trust.definitions.queryOptions());
  const groups = definitions.data?.groups;
  return (
    <TrustFrame page="definitions">
      {groups === undefined ? (
        definitions.isError ? (
          <Failure error={definitions.error} retry={() => void definitions.refetch()} />
        ) : (
          <Loading rows={2} height={200} />
        )
      ) : (
        <>
          {groups.length > 1 ? (
            <Callout tone="notice" title={t("definitions.several.title", { count: groups.length })}>
              {t("definitions.several.text")}
            </Callout>
          ) : (
            <Callout tone="done">{t("definitions.one")}</Callout>
          )}
          {groups.map((group, place) => (
            <Definition key={group.hash} group={group} number={place + 1} />
          ))}
        </>
      )}
    </TrustFrame>
  );
}

function Definition({ group, number }: { group: DefinitionGroup; number: number }) {
  const { t } = useTranslation("trust");
  const format = useFormat();
  const text = (key: string, value: string | number): string =>
    typeof value === "number"
      ? value === 0
        ? t("definitions.off")
        : format.duration(value)
      : t(`definitions.values.${key}.${value.replace(/\W/g, "_")}`, { defaultValue: value });
  return (
    <Panel
      title={t("definitions.group", { number })}
      aside={t("definitions.machines", { count: group.machines.length })}
    >
      <dl className={classes.fields}>
        {Object.entries(group.fields).map(([key, value]) => (
          <div key={key} style={{ display: "contents" }}>
            <dt>{t(`definitions.fields.${key}`, { defaultValue: key })}</dt>
            <dd>{text(key, value)}</dd>
          </div>
        ))}
        <dt>{t("definitions.hash")}</dt>
        <dd className={classes.hash}>{group.hash}</dd>
      </dl>
      <ul className={classes.machines} aria-label={t("definitions.shared")}>
        {group.machines.map(({ id, code, name }) => (
          <li key={id}>
            <Anchor component={Link} to={`/machines/${id}` as never} underline="always">
              {code}
            </Anchor>{" "}
            {name}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
