import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readFailure, type KnownRefusal } from "./failure.ts";
import { failureText } from "./refusal-text.ts";

/** A row that somebody else has changed meanwhile. */
export interface StaleEdit<Row> {
  /** The row as it is stored now; null while nobody was faster. */
  readonly theirs: Row | null;
  /** For `useCommand`: reads the stored row when the edit was refused as stale. */
  readonly onRefusal: (refusal: KnownRefusal) => boolean;
  readonly close: () => void;
}

/** Catches the refusal of a stale edit and reads what is stored now, for `StaleEditDialog`. */
export function useStaleEdit<Row>(read: () => Promise<Row>): StaleEdit<Row> {
  const { t } = useTranslation();
  const [theirs, setTheirs] = useState<Row | null>(null);
  const onRefusal = (refusal: KnownRefusal) => {
    if (refusal.code !== "STALE") return false;
    read().then(setTheirs, (error: unknown) => {
      const words = failureText(readFailure(error), t);
      notifications.show({ title: words.title, message: words.text, color: "red" });
    });
    return true;
  };
  return { theirs, onRefusal, close: () => setTheirs(null) };
}
