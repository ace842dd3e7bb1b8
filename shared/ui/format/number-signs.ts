/** The signs a language writes numbers with. */
export interface NumberSigns {
  readonly decimal: "." | ",";
  readonly thousand: "." | ",";
  /** Between the fields of a CSV file that its spreadsheets open without asking. */
  readonly list: "," | ";";
}

const comma: NumberSigns = { decimal: ",", thousand: ".", list: ";" };
const point: NumberSigns = { decimal: ".", thousand: ",", list: "," };

export const numberSigns = (language: string): NumberSigns =>
  language === "de" || language === "es" ? comma : point;
