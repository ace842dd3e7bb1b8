import { expect, it } from "vitest";
import { explainReadError, ReadFailure } from "./read-failure.ts";

const timedOut = { name: "TransactionTimedOutError", message: "Timed out" };

it("tells silence from characters that make no answer", () => {
  expect(explainReadError(timedOut, 0)).toMatchObject({ kind: "no_answer" });
  expect(explainReadError(timedOut, 3)).toMatchObject({ kind: "bad_frame" });
  expect(explainReadError(new Error("CRC error"), 9)).toMatchObject({ kind: "bad_frame" });
  expect(explainReadError({ name: "PortNotOpenError", message: "Port Not Open" }, 0)).toMatchObject(
    {
      kind: "gone",
    },
  );
});

it("a refusal keeps its code; a gateway that misses the unit is silence of that unit", () => {
  const exception = (modbusCode: number) => Object.assign(new Error("no"), { modbusCode });
  expect(explainReadError(exception(2), 5)).toMatchObject({ kind: "exception", exception: 2 });
  expect(explainReadError(exception(11), 5)).toMatchObject({ kind: "no_answer", exception: null });
});

it("leaves a failure as it is", () => {
  const failure = new ReadFailure("gone", "unplugged");
  expect(explainReadError(failure, 0)).toBe(failure);
});
