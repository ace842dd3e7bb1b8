import { TextInput } from "@mantine/core";
import { IconBarcode } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { notifications } from "@mantine/notifications";
import type { ScanProposal } from "#shared/runs/runs.contract.ts";
import { useClient } from "../../shell/ApiProvider.tsx";
import { readFailure } from "../../shell/failure.ts";
import { failureText } from "../../shell/refusal-text.ts";
import { nothingKeyed, takeKey } from "./wedge.ts";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.closest("input, textarea, select, [role=dialog]") !== null);

/**
 * Takes an order string, product code or GTIN. A scanner that types like a keyboard is also heard while no field has the
 * focus.
 */
export function ScanField(props: {
  readonly onProposal: (proposal: ScanProposal, source: "person" | "scan") => void;
}) {
  const { t } = useTranslation("runs");
  const client = useClient();
  const [text, setText] = useState("");
  const keyed = useRef(nothingKeyed);
  const { onProposal } = props;

  const look = async (wanted: string, source: "person" | "scan") => {
    if (wanted.trim() === "") return;
    try {
      onProposal(await client.runs.scan({ text: wanted }), source);
      setText("");
    } catch (error) {
      const words = failureText(readFailure(error), t);
      notifications.show({ title: words.title, message: words.text, color: "red" });
    }
  };
  const hearScan = useEffectEvent((scanned: string) => void look(scanned, "scan"));

  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
      const { keyed: next, scanned } = takeKey(keyed.current, event.key, event.timeStamp);
      keyed.current = next;
      if (scanned === null) return;
      event.preventDefault();
      hearScan(scanned);
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, []);

  return (
    <TextInput
      w={{ base: "100%", sm: 260 }}
      aria-label={t("scan.label")}
      placeholder={t("scan.label")}
      leftSection={<IconBarcode size={18} aria-hidden />}
      autoComplete="off"
      maxLength={200}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        const { keyed: next, scanned } = takeKey(keyed.current, event.key, event.timeStamp);
        keyed.current = next;
        if (event.key !== "Enter") return;
        event.preventDefault();
        void look(text, scanned === null ? "person" : "scan");
      }}
    />
  );
}
