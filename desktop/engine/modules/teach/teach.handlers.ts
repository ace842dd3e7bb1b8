import { Refusal } from "#shared/kernel/refusal.ts";
import { reading, writing } from "../../serve/house.ts";

const notYet = (): never => {
  throw new Refusal("NOT_NOW", { reason: "in the making" });
};

export const teachHandlers = () => ({
  begin: writing.teach.begin.handler(() => notYet()),
  watchSession: reading.teach.watchSession.handler(async function* () {
    yield notYet();
  }),
  mark: writing.teach.mark.handler(() => notYet()),
  undoMark: writing.teach.undoMark.handler(() => notYet()),
  propose: reading.teach.propose.handler(() => notYet()),
  preview: reading.teach.preview.handler(() => notYet()),
  end: writing.teach.end.handler(() => notYet()),
});
