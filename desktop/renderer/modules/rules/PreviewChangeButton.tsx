import { Button } from "@mantine/core";
import { IconHistoryToggle } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PreviewChange } from "#shared/rules/preview-change.ts";
import { PreviewDialog } from "./PreviewDialog.tsx";

/** "Preview on the last weeks": tries a change of the set-up on what really happened, before it is saved. */
export function PreviewChangeButton(props: {
  /** What is tried, in words. */
  title: string;
  /** The change as it stands in the form; null while it cannot be tried. */
  change: PreviewChange | null;
}) {
  const { t } = useTranslation("rules");
  const [tried, setTried] = useState<PreviewChange | null>(null);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconHistoryToggle size={16} aria-hidden />}
        disabled={props.change === null}
        onClick={() => setTried(props.change)}
      >
        {t("preview.open")}
      </Button>
      {tried !== null && (
        <PreviewDialog title={props.title} change={tried} onClose={() => setTried(null)} />
      )}
    </>
  );
}
