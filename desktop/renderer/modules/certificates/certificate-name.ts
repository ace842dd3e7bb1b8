/** The name in a subject: `CN=Press 4, O=Vendor` → `Press 4`; the whole subject when it names none. */
export const certificateName = (subject: string): string =>
  /(?:^|[,/]\s*)CN=([^,/]+)/i.exec(subject)?.[1]?.trim() ?? subject;
