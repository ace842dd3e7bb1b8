import { createHash } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";

const stampName = ".source-sha256";

/**
 * One hash over the names and contents of files and folders, so that a bundle is only built when
 * something in it can have changed.
 *
 * @param root folder that the names are relative to
 * @param sources files or folders; one that does not exist counts as empty
 */
export async function sourceHash(root: string, sources: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const file of await filesUnder(path.join(root, source))) {
      hash
        .update(`${path.relative(root, file)}\0`)
        .update(await readFile(file))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

export async function isUpToDate(outputFolder: string, hash: string): Promise<boolean> {
  try {
    return (await readFile(path.join(outputFolder, stampName), "utf8")) === hash;
  } catch {
    return false;
  }
}

export async function writeStamp(outputFolder: string, hash: string): Promise<void> {
  await writeFile(path.join(outputFolder, stampName), hash);
}

async function filesUnder(entry: string): Promise<string[]> {
  const kind = await stat(entry).catch(() => undefined);
  if (kind === undefined) return [];
  if (kind.isFile()) return [entry];
  const names = (await readdir(entry)).sort();
  const nested = await Promise.all(names.map((name) => filesUnder(path.join(entry, name))));
  // Tests are no part of any bundle.
  return nested.flat().filter((file) => !/\.test\.tsx?$/.test(file));
}
