import { Badge, Tabs, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import type { ProductRow } from "#shared/products/products.contract.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { BackLink } from "../../shell/BackLink.tsx";
import { Page } from "../../shell/Page.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { RecordHistory } from "../../shell/RecordHistory.tsx";
import { RecordMissing } from "../../shell/RecordMissing.tsx";
import { useSearchState } from "../../shell/use-search-state.ts";
import { useSession } from "../../shell/use-session.ts";
import { CycleList } from "./CycleList.tsx";
import { ProductForm } from "./ProductForm.tsx";

const route = getRouteApi("/setup/products/$productId");
const address = z.object({ tab: z.enum(["cycles", "settings", "history"]).catch("cycles") });
const everyProduct = { limit: 5_000, includeInactive: true };

/** One product: its ideal cycles per machine, its name, its history. */
export function ProductPage() {
  const { t } = useTranslation(["products", "form"]);
  const api = useApi();
  const { productId } = route.useParams();
  const products = useQuery(api.products.list.queryOptions({ input: everyProduct }));
  const product = products.data?.rows.find((row) => row.id === productId);
  const back = <BackLink to="/setup/products" label={t("products:title")} />;
  if (product !== undefined) return <Product product={product} back={back} />;
  return (
    <Page title={t("products:one")} back={back}>
      {products.error !== null ? (
        <Failure error={products.error} retry={() => void products.refetch()} />
      ) : products.data === undefined ? (
        <Loading />
      ) : (
        <RecordMissing />
      )}
    </Page>
  );
}

function Product(props: { product: ProductRow; back: React.ReactNode }) {
  const { t } = useTranslation(["products", "form"]);
  const { may } = useSession();
  const { product } = props;
  const [{ tab }, change] = useSearchState(address);
  const tabs = ["cycles", "settings", ...(may("audit:read") ? ["history"] : [])] as const;
  return (
    <Page
      title={product.name}
      back={props.back}
      status={
        <>
          <Text c="dimmed" fw={600}>
            {product.code}
          </Text>
          {!product.isActive && <Badge variant="default">{t("form:deactivated")}</Badge>}
        </>
      }
    >
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) => change({ tab: address.parse({ tab: next }).tab })}
      >
        <Tabs.List mb="md">
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`products:tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="cycles">
          <CycleList product={product} />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <ProductForm key={product.id} product={product} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <RecordHistory entityId={product.id} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
