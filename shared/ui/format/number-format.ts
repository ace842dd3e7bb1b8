const formats = new Map<string, Intl.NumberFormat>();

/** A number format, made once: making one costs a hundred times what using it does. */
export function numberFormat(locale: string, minimum: number, maximum: number): Intl.NumberFormat {
  const key = `${locale} ${minimum} ${maximum}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale, {
    minimumFractionDigits: minimum,
    maximumFractionDigits: maximum,
  });
  formats.set(key, made);
  return made;
}
