import { ActionIcon, Menu } from "@mantine/core";
import {
  IconDownload,
  IconFileSpreadsheet,
  IconFileTypeCsv,
  IconPrinter,
  type Icon,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { exportKinds, type ExportKind } from "./export-table.ts";

const icons: Readonly<Record<ExportKind, Icon>> = {
  excel: IconFileSpreadsheet,
  csv: IconFileTypeCsv,
  print: IconPrinter,
};

/** How the rows of the filter leave the screen: as spreadsheet, as text, on paper. */
export function ExportMenu(props: {
  /** How many rows that is, on all pages. */
  total: number;
  isExporting: boolean;
  onExport: (kind: ExportKind) => void;
}) {
  const { t } = useTranslation("table");
  const { total, isExporting, onExport } = props;
  return (
    <Menu position="bottom-end" shadow="md" withArrow>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          loading={isExporting}
          title={t("export", { count: total })}
          aria-label={t("export", { count: total })}
        >
          <IconDownload size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("export", { count: total })}</Menu.Label>
        {exportKinds.map((kind) => {
          const Mark = icons[kind];
          return (
            <Menu.Item key={kind} leftSection={<Mark size={17} />} onClick={() => onExport(kind)}>
              {t(`exportAs.${kind}`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
