import { test } from "vitest";
import { exists, isTest, sourceFiles } from "./checkout-files.ts";
import { refuse, type Finding } from "./findings.ts";
import { importCycles } from "./import-cycles.ts";
import {
  allows,
  engineParts,
  layerOf,
  packageOf,
  putsEngineTogether,
  testPackages,
} from "./layer-rules.ts";
import { parseSource, type Import } from "./parsed-source.ts";
import { writesOf } from "./store-writes.ts";

const sources = sourceFiles().map(parseSource);
const imports = sources.flatMap((source) => source.imports);
const ours = imports.filter((edge): edge is Import & { target: string } => edge.target !== null);
const product = ours.filter(({ from }) => !isTest(from));

const edge = ({ from, target, specifier }: Import) => `${from} > ${target ?? specifier}`;
const engineModule = /^desktop\/engine\/modules\/([^/]+)\//;

test("imports go one way between the layers", () => {
  refuse(
    "layers",
    ours.flatMap((it): Finding[] => {
      const from = layerOf(it.from);
      const to = layerOf(it.target);
      if (!from || !to)
        return [
          {
            key: edge(it),
            message: `${it.from} imports ${it.target}, which is in no layer. Give its folder a layer in build/checks/layer-rules.ts.`,
          },
        ];
      if (from.mayImport.includes(to.name)) return [];
      if (it.isTypeOnly && from.mayImportTypesOf?.includes(to.name)) return [];
      // The engine's tests may start the simulated plant for real.
      if (isTest(it.from) && to.name === "build") return [];
      return [
        {
          key: edge(it),
          message: `${it.from} (${from.name}) must not import ${it.target} (${to.name}). ${from.name} may import: ${from.mayImport.join(", ")}. Move what both need further down, or pass it in as an argument.`,
        },
      ];
    }),
  );
});

test("every layer uses only the packages that exist where it runs", () => {
  refuse(
    "packages",
    imports.flatMap((it): Finding[] => {
      const layer = layerOf(it.from);
      if (it.target !== null || !layer) return [];
      const name = packageOf(it.specifier);
      if (allows(layer.packages, name)) return [];
      if (isTest(it.from) && allows(testPackages, name)) return [];
      return [
        {
          key: edge(it),
          message: `${it.from} (${layer.name}) must not import ${name}. Where this layer runs there is only: ${layer.packages.join(", ")}.`,
        },
      ];
    }),
  );
});

test("every import leads to a file", () => {
  refuse(
    "imports",
    ours
      .filter(({ target }) => !exists(target))
      .map((it) => ({
        key: edge(it),
        message: `${it.from} imports ${it.specifier}, which does not exist.`,
      })),
  );
});

test("no circles of imports", () => {
  refuse(
    "cycles",
    importCycles(ours).map((circle) => ({
      key: circle.join(" > "),
      message: `These files import each other in a circle: ${circle.join(", ")}. Put what they share into a file of its own.`,
    })),
  );
});

test("the product imports nothing that only tests need", () => {
  refuse(
    "test-code",
    product
      .filter((it) => isTest(it.target) && !it.from.startsWith("build/"))
      .map((it) => ({
        key: edge(it),
        message: `${it.from} imports ${it.target}, which only runs in tests. Move what is needed out of it.`,
      })),
  );
});

test("inside the engine: storage and drivers know nothing of those who use them", () => {
  refuse(
    "engine-parts",
    product.flatMap((it): Finding[] => {
      const [from, to] = [it.from, it.target].map(
        (file) => /^desktop\/engine\/([^/]+)\//.exec(file)?.[1],
      );
      if (!from || !to || !engineParts[from]?.includes(to)) return [];
      return [
        {
          key: edge(it),
          message: `${it.from} must not import ${it.target}: ${from} stands below ${to}. Pass it in as an argument or an interface of ${from}.`,
        },
      ];
    }),
  );
});

test("handlers are imported only by their own module and by the files that put the engine together", () => {
  refuse(
    "handlers",
    product.flatMap((it): Finding[] => {
      const owner = engineModule.exec(it.target)?.[1];
      if (!owner || !/\.(?:handlers|operations)\.ts$/.test(it.target)) return [];
      if (engineModule.exec(it.from)?.[1] === owner || putsEngineTogether(it.from)) return [];
      return [
        {
          key: edge(it),
          message: `${it.from} must not import ${it.target}: handlers answer the contract and nobody else. Move the decision to a pure file, the statement to a store.`,
        },
      ];
    }),
  );
});

test("another module's store may be read, never written through", () => {
  refuse(
    "stores",
    product.flatMap((it): Finding[] => {
      const owner = engineModule.exec(it.target)?.[1];
      if (!owner || !it.target.endsWith(".store.ts") || it.isTypeOnly) return [];
      if (engineModule.exec(it.from)?.[1] === owner) return [];
      const store = sources.find(({ file }) => file === it.target);
      const writing = store ? writesOf(store.text).filter((name) => it.names.includes(name)) : [];
      return writing.map((name) => ({
        key: `${edge(it)} ${name}`,
        message: `${it.from} writes rows of module ${owner} through ${name} of ${it.target}. Only ${owner} writes them: let it offer an operation, or take the write to a file of ${owner} that is no store.`,
      }));
    }),
  );
});
