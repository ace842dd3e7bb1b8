import type { Plugin } from "vite";

const writer = /write-excel-file\/modules\/export\/writeXlsxFileUniversal\.js$/;
const inWorkers = "return generateXlsxFileAsync(";
const inPage = "return generateXlsxFileSync(";

/**
 * Lets the spreadsheet writer pack its file in the page. By itself it packs larger files in workers it starts from blob:
 * addresses; the page's policy refuses those, and the writer would wait for ever.
 */
export const zipInPage: Plugin = {
  name: "zip-in-page",
  transform(code, id) {
    if (!writer.test(id)) return undefined;
    if (!code.includes(inWorkers))
      throw new Error("write-excel-file packs its files in another way now: look again.");
    return { code: code.replace(inWorkers, inPage), map: null };
  },
};
