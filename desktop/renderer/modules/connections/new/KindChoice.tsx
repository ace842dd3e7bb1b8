import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { connectionKinds, kindIcons } from "./connection-kinds.ts";
import classes from "./new-connection.module.css";

/** What stands at the machine, in plain words with a picture. */
export function KindChoice(props: { onChoose: () => void }) {
  const { t } = useTranslation("connection-setup");
  return (
    <section>
      <h2 className={classes.question}>{t("kinds.title")}</h2>
      <ul className={classes.kinds}>
        {connectionKinds.map((kind) => {
          const Icon = kindIcons[kind];
          return (
            <li key={kind}>
              <Link
                to="/setup/connections/new"
                search={{ kind } as never}
                className={classes.kind}
                onClick={props.onChoose}
              >
                <Icon size={30} stroke={1.5} aria-hidden />
                <span>
                  <b>{t(`kinds.${kind}.label`)}</b>
                  <small>{t(`kinds.${kind}.text`)}</small>
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
      <p className={classes.hint}>{t("kinds.hint")}</p>
    </section>
  );
}
