import { SegmentedControl, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Id } from "#shared/kernel/id.ts";
import { useApi } from "../../../shell/ApiProvider.tsx";
import classes from "./browse.module.css";
import { hexOf } from "./line-hex.ts";

/** Address under which a serial device gives its telegrams as they came. */
export const rawAddress = "raw";

const refetchMs = 1_000;
const forms = ["text", "hex"] as const;

/** What arrives on a line, as it comes, newest first: control characters written out, or in hex. */
export function LineView(props: { connectionId: Id<"connection"> }) {
  const { t } = useTranslation("connections");
  const api = useApi();
  const [form, setForm] = useState<(typeof forms)[number]>("text");
  const line = useQuery(
    api.connections.browse.queryOptions({
      input: { id: props.connectionId, address: null },
      refetchInterval: refetchMs,
    }),
  );
  const raw = line.data?.nodes.find(({ address }) => address === rawAddress)?.value;
  const telegrams = typeof raw === "string" && raw !== "" ? raw.split("\n") : [];
  return (
    <section className={classes.line}>
      <div className={classes.head}>
        <Text size="sm" fw={550}>
          {t("telegrams.title")}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label={t("telegrams.form")}
          data={forms.map((value) => ({ value, label: t(`telegrams.forms.${value}`) }))}
          value={form}
          onChange={(value) => setForm(forms.find((one) => one === value) ?? "text")}
        />
      </div>
      {telegrams.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("telegrams.nothing")}
        </Text>
      ) : (
        <ol className={classes.telegrams}>
          {telegrams.map((telegram, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- lines have no id and the same one comes again and again
            <li key={index}>{form === "hex" ? hexOf(telegram) : telegram}</li>
          ))}
        </ol>
      )}
    </section>
  );
}
