import { useTranslation } from "react-i18next";
import type { HandoverPage, Signature } from "#shared/handover/handover.contract.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./handover.module.css";

/** Who handed over and who took over, and the digest of what was signed. */
export function SignaturesPanel({ page }: { page: HandoverPage }) {
  const { t } = useTranslation("handover");
  const format = useFormat();
  const text = (signature: Signature | null) =>
    signature === null
      ? t("signatures.none")
      : t("signatures.by", { name: signature.name, at: format.dateTimeSeconds(signature.at) });
  return (
    <Panel title={t("signatures.title")}>
      <dl className={classes.figures}>
        <div>
          <dt>{t("signatures.outgoing")}</dt>
          <dd>
            <small>{text(page.signed)}</small>
          </dd>
        </div>
        <div>
          <dt>{t("signatures.incoming")}</dt>
          <dd>
            <small>{text(page.acknowledged)}</small>
          </dd>
        </div>
      </dl>
      {page.acknowledgedNote !== null && (
        <p className={classes.said}>
          <b>{t("signatures.incomingNote")}</b>
          {page.acknowledgedNote}
        </p>
      )}
      {page.digest !== null && (
        <p className={classes.digest}>
          SHA-256 {page.digest} ·{" "}
          {t(page.isIntact === true ? "signatures.intact" : "signatures.broken")}
        </p>
      )}
    </Panel>
  );
}
