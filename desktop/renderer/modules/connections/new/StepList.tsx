import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./new-connection.module.css";

const steps = ["kind", "settings", "test", "next"] as const;
export type Step = (typeof steps)[number];

/** Where one is on the way to a connected machine. */
export function StepList(props: { at: Step }) {
  const { t } = useTranslation("connection-setup");
  const at = steps.indexOf(props.at);
  return (
    <ol className={classes.steps} aria-label={t("steps.title")}>
      {steps.map((step, index) => (
        <li
          key={step}
          data-state={index < at ? "done" : index === at ? "now" : "later"}
          aria-current={index === at ? "step" : undefined}
        >
          <span className={classes.stepMark} aria-hidden>
            {index < at ? <IconCheck size={14} stroke={2.4} /> : index + 1}
          </span>
          {t(`steps.${step}`)}
        </li>
      ))}
    </ol>
  );
}
