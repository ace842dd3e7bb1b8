/**
 * Codes for the tags of a copied connection. What stands before the first dot names the machine as a rule: where all
 * tags share it, it gives way to the prefix (`press-5.count` → `press-6.count`), else the prefix comes before the code.
 */
export function copiedTagCodes(
  codes: readonly string[],
  prefix: string,
): ReadonlyMap<string, string> {
  const start = prefix.replace(/\.+$/, "");
  const [head] = (codes[0] ?? "").split(".", 1);
  const isShared = codes.every(
    (code) => code.startsWith(`${head}.`) && code.length > head!.length + 1,
  );
  return new Map(
    codes.map((code) => [code, `${start}.${isShared ? code.slice(head!.length + 1) : code}`]),
  );
}
