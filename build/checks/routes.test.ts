import { test } from "vitest";
import { checkoutFiles, exists, textOf } from "./checkout-files.ts";
import { refuse } from "./findings.ts";

const routerFile = "desktop/renderer/shell/router.tsx";

/** `under("/setup/users", page("access", "UserListPage"))` */
const routes = [
  ...textOf(routerFile).matchAll(/under\(\s*"([^"]+)",\s*page\(\s*"([^"]+)",\s*"([^"]+)"\s*\)/g),
].map(([, address, module, name]) => ({
  address: address!,
  name: name!,
  file: `desktop/renderer/modules/${module}/${name}.tsx`,
}));

test("every route leads to a page", () => {
  refuse(
    "routes",
    routes
      .filter(({ file }) => !exists(file))
      .map(({ address, file }) => ({
        key: address,
        message: `${routerFile} sends ${address} to ${file}, which does not exist: people would see "not found". Write the page or take the route out.`,
      })),
  );
});

test("every page can be reached", () => {
  const shell = checkoutFiles("desktop/renderer/shell").map(textOf).join("\n");
  refuse(
    "pages",
    checkoutFiles("desktop/renderer/modules")
      .filter((file) => file.endsWith("Page.tsx"))
      .filter((file) => {
        const name = file.split("/").at(-1)!.replace(".tsx", "");
        // Pages before sign-in are shown by the shell without a route.
        return !routes.some((route) => route.file === file) && !shell.includes(`${name}.tsx`);
      })
      .map((file) => ({
        key: file,
        message: `No route leads to ${file}. Add it to ${routerFile}, or delete the page.`,
      })),
  );
});
