/** `signals.state.running` → the column in words, and the path within it as it is. */
export function columnName(
  field: string,
  t: (key: string, options: { defaultValue: string }) => string,
): string {
  const [column, ...path] = field.split(".");
  return [t(`form:columns.${column}`, { defaultValue: column! }), ...path].join(" ");
}
