import { Button, Drawer, Group } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./form.module.css";

/** A short form at the side of a list: fields, then cancel and the verb. Changes are not lost by a click outside. */
export function DrawerForm(props: {
  opened: boolean;
  onClose: () => void;
  title: string;
  verb: string;
  isDirty: boolean;
  isBusy: boolean;
  onSubmit: (event?: React.SyntheticEvent<HTMLFormElement>) => void;
  children: ReactNode;
  /** Further buttons, at the start of the foot. */
  extra?: ReactNode;
  size?: string;
}) {
  const { t } = useTranslation("form");
  const [isAsking, setAsking] = useState(false);
  const close = () => {
    if (props.isDirty && !isAsking) setAsking(true);
    else props.onClose();
  };
  return (
    <Drawer
      opened={props.opened}
      onClose={close}
      closeOnEscape={false}
      onKeyDown={(event) => {
        if (event.key === "Escape" && isForDrawer(event)) close();
      }}
      transitionProps={{ onExited: () => setAsking(false) }}
      position="right"
      size={props.size ?? "md"}
      title={props.title}
      classNames={{
        title: classes.title!,
        content: classes.drawer!,
        body: classes.drawerBody!,
      }}
    >
      <form className={classes.drawerForm} onSubmit={props.onSubmit} noValidate>
        <div className={classes.drawerFields}>{props.children}</div>
        <div className={classes.drawerFoot}>
          {isAsking ? (
            <>
              <span>{t("unsaved.drawer")}</span>
              <Group gap="xs" ml="auto">
                <Button variant="default" onClick={props.onClose}>
                  {t("discard")}
                </Button>
                <Button onClick={() => setAsking(false)}>{t("unsaved.goOn")}</Button>
              </Group>
            </>
          ) : (
            <>
              {props.extra}
              <Group gap="xs" ml="auto">
                <Button variant="default" onClick={close}>
                  {t("cancel")}
                </Button>
                <Button type="submit" loading={props.isBusy}>
                  {props.verb}
                </Button>
              </Group>
            </>
          )}
        </div>
      </form>
    </Drawer>
  );
}

/** Escape in a dialog above the drawer, or in a list that is open, closes that and not the drawer. */
function isForDrawer({ target, currentTarget }: React.KeyboardEvent<HTMLElement>): boolean {
  return (
    target instanceof HTMLElement &&
    currentTarget.contains(target) &&
    target.getAttribute("data-mantine-stop-propagation") !== "true"
  );
}
