import { Button, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useClient } from "../../shell/ApiProvider.tsx";
import { readFailure } from "../../shell/failure.ts";
import { failureText } from "../../shell/refusal-text.ts";
import { conditionOf, machinesOf, type RuleValues } from "./rule-values.ts";
import classes from "./alerts.module.css";

/** Tries a rule on the last seven days before it is stored. */
export function RuleTest({ values }: { values: RuleValues }) {
  const { t } = useTranslation("alerts");
  const client = useClient();
  const test = useMutation({
    mutationFn: () =>
      client.alerts.testRule({
        condition: conditionOf(values),
        machineIds: machinesOf(values),
        plannedTimeOnly: values.plannedTimeOnly,
      }),
  });
  const { data, error } = test;
  return (
    <div className={classes.row}>
      <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
        {t("test.verb")}
      </Button>
      <Text size="sm" aria-live="polite">
        {error !== null && failureText(readFailure(error), t).text}
        {data?.total === null && t("test.unknown")}
        {data != null && data.total !== null && (
          <>
            {t("test.times", { count: data.total, days: data.days })}{" "}
            {data.machines
              .slice(0, 5)
              .map(({ code, count }) => `${code} ${count}×`)
              .join(", ")}
          </>
        )}
      </Text>
    </div>
  );
}
