import { FileInput } from "@mantine/core";
import { IconFileCertificate } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** A certificate or key from a file; only its text goes into the form. */
export function PemFile(props: {
  label: string;
  accept: string;
  pem: string;
  onRead: (pem: string) => void;
  error: ReactNode;
}) {
  const { t } = useTranslation("connection-setup");
  const [file, setFile] = useState<File | null>(null);
  return (
    <FileInput
      label={props.label}
      placeholder={t("signIn.choose")}
      accept={props.accept}
      clearable
      leftSection={<IconFileCertificate size={16} />}
      value={props.pem === "" ? null : file}
      error={props.error}
      onChange={(chosen) => {
        setFile(chosen);
        if (chosen === null) props.onRead("");
        else void chosen.text().then(props.onRead);
      }}
    />
  );
}
