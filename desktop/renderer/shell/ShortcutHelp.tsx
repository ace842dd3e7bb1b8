import { Kbd, Modal, Table, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isMac, keysOf, shellShortcuts } from "./shortcuts.ts";

/** Keys of single screens, for the help sheet; the screens themselves listen for them. */
const screenKeys = [
  { screen: "board", keys: [["↑", "↓", "←", "→"], ["Enter"]] },
  { screen: "timeline", keys: [["+", "−"], ["←", "→"], ["0"]] },
  { screen: "table", keys: [["↑", "↓"], ["Enter"], ["/"]] },
] as const;

/** Every keyboard shortcut, on one sheet. */
export function ShortcutHelp(props: { opened: boolean; close: () => void }) {
  const { t } = useTranslation();
  const rows = shellShortcuts.map((shortcut) => ({
    keys: keysOf(shortcut, isMac),
    word: t(`shell:shortcuts.${shortcut.id}`),
  }));
  return (
    <Modal opened={props.opened} onClose={props.close} title={t("shell:shortcuts.title")} size="md">
      <KeyTable title={t("shell:shortcuts.everywhere")} rows={rows} />
      {screenKeys.map(({ screen, keys }) => (
        <KeyTable
          key={screen}
          title={t(`shell:shortcuts.${screen}.title`)}
          rows={keys.map((combination, index) => ({
            keys: combination,
            word: t(`shell:shortcuts.${screen}.${index}`),
          }))}
        />
      ))}
    </Modal>
  );
}

function KeyTable(props: {
  title: string;
  rows: readonly { keys: readonly string[]; word: string }[];
}) {
  return (
    <section>
      <Title order={3} size="h6" mt="md" mb={4}>
        {props.title}
      </Title>
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {props.rows.map((row) => (
            <Table.Tr key={row.keys.join("+")}>
              <Table.Td w={150}>
                <span className="keys">
                  {row.keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </span>
              </Table.Td>
              <Table.Td>{row.word}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
