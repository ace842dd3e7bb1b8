import { Badge, Button, Text } from "@mantine/core";
import { IconBox, IconPlus } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProductRow } from "#shared/products/products.contract.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Page } from "../../shell/Page.tsx";
import { Empty } from "../../shell/PageStates.tsx";
import { ServerTable } from "../../shell/ServerTable.tsx";
import { useSession } from "../../shell/use-session.ts";
import classes from "./products.module.css";
import { NewProductDrawer } from "./NewProductDrawer.tsx";

/** What is made, and whether its ideal cycles are known. */
export function ProductListPage() {
  const { t } = useTranslation(["products", "form"]);
  const api = useApi();
  const navigate = useNavigate();
  const { may } = useSession();
  const [isAdding, setAdding] = useState(false);
  const open = (productId: string) =>
    void navigate({ to: "/setup/products/$productId", params: { productId } });
  const add = may("product:update") && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {t("products:add")}
    </Button>
  );
  const columns: TableColumn<ProductRow>[] = [
    {
      key: "code",
      label: t("form:code"),
      value: (row) => row.code,
      cell: (row) => (
        <Text span fw={600} size="sm">
          {row.code}
        </Text>
      ),
      width: "14rem",
    },
    {
      key: "name",
      label: t("form:name"),
      value: (row) => row.name,
      cell: (row) => (
        <>
          {row.name} {!row.isActive && <Badge variant="default">{t("form:deactivated")}</Badge>}
        </>
      ),
    },
    {
      key: "cycleCount",
      label: t("products:cycles.title"),
      value: (row) => row.cycleCount,
      cell: (row) =>
        row.cycleCount === 0 ? (
          <Badge className={classes.notice!} tt="none" title={t("products:noCycle.text")}>
            {t("products:noCycle.label")}
          </Badge>
        ) : (
          row.cycleCount
        ),
      align: "end",
      width: "10rem",
    },
  ];
  return (
    <Page title={t("products:title")} purpose={t("products:purpose")} actions={add}>
      <ServerTable
        id="products"
        label={t("products:title")}
        list={api.products.list}
        sorts={["code", "name"]}
        columns={columns}
        keyOf={(row) => row.id}
        hasInactive
        onOpen={(row) => open(row.id)}
        empty={
          <Empty
            icon={IconBox}
            title={t("products:empty.title")}
            text={t("products:empty.text")}
            action={add}
          />
        }
      />
      {isAdding && (
        <NewProductDrawer
          onClose={() => setAdding(false)}
          onAdded={(product) => open(product.id)}
        />
      )}
    </Page>
  );
}
