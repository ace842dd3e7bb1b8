import { Code } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CertificateRow } from "#shared/certificates/certificates.contract.ts";
import { useFormat } from "../../shell/use-format.ts";
import { thumbprintText } from "../connections/untrusted-certificate.ts";
import { certificateName } from "./certificate-name.ts";
import classes from "./certificates.module.css";

/** Who a certificate says it is, how long it holds, and who uses it. */
export function CertificateFacts(props: { certificate: CertificateRow }) {
  const { t } = useTranslation("certificates");
  const { subject, issuer, applicationUri, thumbprint, usedBy } = props.certificate;
  return (
    <div className={classes.facts}>
      <b>{certificateName(subject)}</b>
      <small>{subject}</small>
      <Code className={classes.thumbprint!}>{thumbprintText(thumbprint)}</Code>
      <small>
        {issuer === subject ? t("selfSigned") : t("issuedBy", { issuer })}
        {applicationUri !== null && ` · ${applicationUri}`}
      </small>
      <small>{usedBy.length === 0 ? t("unused") : t("usedBy", { names: usedBy.join(", ") })}</small>
    </div>
  );
}

/** From when to when, and a warning when that is over or nearly so. */
export function ValidityText(props: Pick<CertificateRow, "validFrom" | "validTo" | "validity">) {
  const { t } = useTranslation("certificates");
  const format = useFormat();
  const { validFrom, validTo, validity } = props;
  return (
    <span className={classes.validity}>
      {validity !== "valid" && (
        <span className={classes.warn} data-validity={validity}>
          <IconAlertTriangle size={15} aria-hidden /> {t(`validity.${validity}`)}
        </span>
      )}
      <span>{t("range", { from: format.date(validFrom), to: format.date(validTo) })}</span>
    </span>
  );
}
