import { Collapse, UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useId, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./settings.module.css";

/** Settings whose defaults suit nearly everybody, folded away. */
export function AdvancedFields(props: {
  children: ReactNode;
  label?: string;
  startsOpen?: boolean;
}) {
  const { t } = useTranslation("connection-setup");
  const [isOpen, setOpen] = useState(props.startsOpen === true);
  const id = useId();
  return (
    <div>
      <UnstyledButton
        className={classes.fold!}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <IconChevronRight size={16} aria-hidden data-open={isOpen || undefined} />
        {props.label ?? t("advanced")}
      </UnstyledButton>
      <Collapse expanded={isOpen} id={id}>
        <div className={classes.folded}>{props.children}</div>
      </Collapse>
    </div>
  );
}
