import { Table, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import {
  templateTagCode,
  type SignalTemplate,
} from "#shared/machines/templates/signal-template.ts";
import { QualityMark, useValueText } from "../../connections/tags/LiveCells.tsx";
import type { FoundTag } from "./template-addresses.ts";

/** The tags a template will make: code, address, and what the server said about it when it was looked for. */
export function TemplateTags(props: {
  template: SignalTemplate;
  machineCode: string;
  addresses: Readonly<Record<string, string>>;
  /** Null = the server was not browsed. */
  found: readonly FoundTag[] | null;
  /** What the engine did not take, by tag. */
  refused: Readonly<Record<string, string>>;
  onType: (suffix: string, address: string) => void;
}) {
  const { t } = useTranslation(["setup", "connections"]);
  const valueText = useValueText();
  const { template, machineCode, addresses, found, refused, onType } = props;
  return (
    <Table.ScrollContainer minWidth={found === null ? 320 : 460}>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="32%">{t("setup:template.tag")}</Table.Th>
            <Table.Th>{t("connections:tags.address")}</Table.Th>
            {found !== null && <Table.Th w={130}>{t("setup:template.now")}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {template.tags.map((tag) => {
            const node = found?.find(({ suffix }) => suffix === tag.suffix)?.node ?? null;
            return (
              <Table.Tr key={tag.suffix}>
                <Table.Td>
                  <Text size="sm" fw={550}>
                    {t(`setup:templates.tags.${tag.suffix}`)}
                    {tag.isOptional === true && (
                      <Text span size="xs" c="dimmed">
                        {" "}
                        · {t("setup:template.optional")}
                      </Text>
                    )}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {templateTagCode(machineCode, tag.suffix)}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <TextInput
                    aria-label={`${t("connections:tags.address")} ${t(`setup:templates.tags.${tag.suffix}`)}`}
                    spellCheck={false}
                    placeholder={
                      tag.isOptional === true
                        ? t("setup:template.leftOut")
                        : t("setup:template.needed")
                    }
                    value={addresses[tag.suffix] ?? ""}
                    error={refused[tag.suffix]}
                    onChange={(event) => onType(tag.suffix, event.currentTarget.value)}
                  />
                </Table.Td>
                {found !== null && (
                  <Table.Td>
                    {node === null ? (
                      <Text size="sm" c="dimmed">
                        {/* What was typed has not been looked for. */}
                        {(addresses[tag.suffix] ?? "") === "" ? t("setup:template.notFound") : "–"}
                      </Text>
                    ) : (
                      <>
                        <Text size="sm">{valueText(node.value)}</Text>
                        <QualityMark quality={node.quality} />
                      </>
                    )}
                  </Table.Td>
                )}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
