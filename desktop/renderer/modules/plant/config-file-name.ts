/** `musterwerk-nord-2026-11-22.yaml`: the plant's name in letters every file system takes, and the day in UTC. */
export function configFileName(plantName: string, at: number): string {
  const plain = plantName
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return `${plain === "" ? "plant" : plain}-${new Date(at).toISOString().slice(0, 10)}.yaml`;
}
