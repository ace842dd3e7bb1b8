import { Button, FileButton, Group, Modal, Textarea } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readHolidays, type Holiday } from "#shared/shifts/holiday-list.ts";
import classes from "./shifts.module.css";

/** Takes a list of holidays from a file or from what was pasted, and says of every line what became of it. */
export function HolidayImport(props: {
  present: readonly Holiday[];
  onAdd: (holidays: readonly Holiday[]) => void;
}) {
  const { t } = useTranslation(["shifts", "form"]);
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState("");
  const found = readHolidays(text, props.present);
  const close = () => {
    setIsOpen(false);
    setText("");
  };
  return (
    <>
      <Button
        variant="subtle"
        leftSection={<IconFileImport size={16} aria-hidden />}
        onClick={() => setIsOpen(true)}
      >
        {t("shifts:holidays.import")}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t("shifts:holidays.import")} size="lg">
        <div className={classes.fields}>
          <Textarea
            label={t("shifts:holidays.list")}
            description={t("shifts:holidays.listHint")}
            placeholder={"2026-12-25; Christmas Day\n26.12.2026; Boxing Day"}
            autosize
            minRows={6}
            maxRows={14}
            data-autofocus
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {text.trim() !== "" && (
            <div role="status">
              <p className={classes.hint}>
                {t("shifts:holidays.found", { count: found.holidays.length })}
                {found.known > 0 && ` ${t("shifts:holidays.known", { count: found.known })}`}
              </p>
              {found.refused.map((line) => (
                <p key={line.line} className={classes.error}>
                  {t("shifts:holidays.refused", line)}
                </p>
              ))}
            </div>
          )}
          <Group justify="space-between">
            <FileButton
              accept=".csv,.txt,text/csv,text/plain"
              onChange={(file) => {
                if (file !== null) void file.text().then(setText);
              }}
            >
              {(button) => (
                <Button {...button} variant="default">
                  {t("shifts:holidays.file")}
                </Button>
              )}
            </FileButton>
            <Button
              disabled={found.holidays.length === 0}
              onClick={() => {
                props.onAdd(found.holidays);
                close();
              }}
            >
              {t("shifts:holidays.take", { count: found.holidays.length })}
            </Button>
          </Group>
        </div>
      </Modal>
    </>
  );
}
