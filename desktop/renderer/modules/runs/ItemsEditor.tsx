import {
  ActionIcon,
  Button,
  Group,
  Input,
  NumberInput,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ProductPicker } from "./ProductPicker.tsx";
import { emptyItem, type ItemValues } from "./run-values.ts";
import classes from "./runs.module.css";

const mostItems = 20;

/** What a combined run makes in a cycle; the first product leads. */
export function ItemsEditor(props: {
  readonly items: readonly ItemValues[];
  readonly isOneCycle: boolean;
  readonly error: string | undefined;
  readonly onItems: (items: readonly ItemValues[]) => void;
  readonly onOneCycle: (isOneCycle: boolean) => void;
}) {
  const { t } = useTranslation("runs");
  const { items, isOneCycle, error, onItems, onOneCycle } = props;
  const change = (key: string, patch: Partial<ItemValues>) =>
    onItems(items.map((item) => (item.key === key ? { ...item, ...patch } : item)));
  const nextKey = () => String(Math.max(...items.map(({ key }) => Number(key))) + 1);
  return (
    <Stack gap="sm">
      <Input.Wrapper
        label={t("drawer.cycle")}
        description={t(isOneCycle ? "drawer.oneCycleText" : "drawer.addUpText")}
      >
        <SegmentedControl
          fullWidth
          mt={6}
          aria-label={t("drawer.cycle")}
          value={isOneCycle ? "one" : "add"}
          data={[
            { value: "one", label: t("drawer.oneCycle") },
            { value: "add", label: t("drawer.addUp") },
          ]}
          onChange={(value) => onOneCycle(value === "one")}
        />
      </Input.Wrapper>
      {items.map((item, place) => (
        <fieldset key={item.key} className={classes.item}>
          <legend>
            {t(place === 0 ? "drawer.firstItem" : "drawer.item", { number: place + 1 })}
          </legend>
          <ProductPicker
            aria-label={t("drawer.product")}
            value={item.productCode}
            named={item.productCode}
            onChange={(productCode) => change(item.key, { productCode })}
          />
          <Group gap="xs" align="end" wrap="nowrap">
            <TextInput
              className={classes.grow}
              label={t("drawer.order")}
              maxLength={60}
              value={item.orderNo}
              onChange={(event) => change(item.key, { orderNo: event.currentTarget.value })}
            />
            <NumberInput
              w={110}
              label={t("drawer.pieces")}
              min={1}
              max={1_000}
              allowDecimal={false}
              value={item.pieces}
              onChange={(pieces) => change(item.key, { pieces })}
            />
            <ActionIcon
              size={36}
              variant="subtle"
              color="gray"
              aria-label={t("drawer.removeItem", { number: place + 1 })}
              disabled={items.length <= 2}
              onClick={() => onItems(items.filter(({ key }) => key !== item.key))}
            >
              <IconTrash size={17} />
            </ActionIcon>
          </Group>
        </fieldset>
      ))}
      {error !== undefined && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
      <Button
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={items.length >= mostItems}
        onClick={() => onItems([...items, emptyItem(nextKey())])}
      >
        {t("drawer.addItem")}
      </Button>
    </Stack>
  );
}
