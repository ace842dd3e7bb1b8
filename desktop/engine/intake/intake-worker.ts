/** Entry of the intake thread: all drivers and signal rules run here, away from the writer. */
import { parentPort, workerData } from "node:worker_threads";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { DriverLog } from "../drivers/driver.ts";
import { openDriver } from "../drivers/open-driver.ts";
import { discoverEndpoints } from "../drivers/opcua/discover-endpoints.ts";
import { logNodeOpcuaTo } from "../drivers/opcua/node-opcua-log.ts";
import { ensureOwnCertificate } from "../drivers/opcua/own-certificate.ts";
import type {
  FailedAnswer,
  FromIntake,
  IntakeAnswers,
  IntakeQuestion,
  IntakeWorkerData,
  ToIntake,
} from "./intake-protocol.ts";
import { PlantIntake } from "./plant-intake.ts";

const discoverLimitMs = 10_000;

function serve(port: NonNullable<typeof parentPort>, { pkiFolder }: IntakeWorkerData): void {
  const post = (message: FromIntake, transfer: readonly ArrayBuffer[] = []): void =>
    port.postMessage(message, [...transfer]);
  const write =
    (level: "debug" | "info" | "warn") =>
    (fields: object, text: string): void =>
      post({ kind: "log", level, fields: plain(fields), text });
  const log: DriverLog = { debug: write("debug"), info: write("info"), warn: write("warn") };
  logNodeOpcuaTo(log);
  // Now rather than at the first connection: it takes a moment, and people may want to send it to a server beforehand.
  ensureOwnCertificate(pkiFolder).catch((error: unknown) =>
    log.warn({ error: String(error) }, "our certificate for OPC UA could not be made"),
  );
  const clock = { now: () => Date.now(), monotonic: () => performance.now() };
  const open = (parts: Pick<Parameters<typeof openDriver>[0], "connection" | "tags">) =>
    openDriver({ ...parts, pkiFolder, clock, log });
  const intake = new PlantIntake({ open, clock, post });
  let work: Promise<unknown> = Promise.resolve();

  const answer = async (question: IntakeQuestion): Promise<IntakeAnswers[keyof IntakeAnswers]> => {
    switch (question.kind) {
      case "browse":
        return intake.connections.browse(question.connection, question.address);
      case "test": {
        const { connection, settings, login } = question;
        const { connections } = intake;
        const test = () => connections.test(connection, { settings, login }, clock.now);
        if (connection === null || !connections.holdsPortOf(connection, settings)) return test();
        // The port is given back before the next configuration asks for it.
        const tested = work.then(test);
        work = tested.catch(() => undefined);
        return tested;
      }
      case "discover":
        return discoverEndpoints(question.endpoint, pkiFolder, discoverLimitMs);
      case "watch":
        await intake.watch(question.connection, question.tags);
        return null;
      case "stop":
        await work;
        await intake.stop();
        return null;
      default:
        return question satisfies never;
    }
  };

  const take = (message: ToIntake): void => {
    switch (message.kind) {
      case "configure":
        work = work
          .then(() => intake.configure(message.generation, message.configuration))
          .catch((error: unknown) =>
            log.warn({ error: String(error) }, "the configuration could not be taken over"),
          );
        return;
      case "ack":
        return intake.acknowledge(message.batch);
      case "ask":
        answer(message.question).then(
          (given) => post({ kind: "answer", request: message.request, answer: given }),
          (error: unknown) =>
            post({ kind: "failed", request: message.request, failure: failureOf(error) }),
        );
        return;
      default:
        message satisfies never;
    }
  };

  port.on("message", take);
  intake.start();
  post({ kind: "ready" });
}

function failureOf(error: unknown): FailedAnswer {
  if (error instanceof Refusal)
    return { message: error.message, refusal: { code: error.code, data: error.data } };
  return { message: error instanceof Error ? error.message : String(error), refusal: null };
}

/** Log fields as data: an Error or a class instance would not survive the way to the other thread. */
const plain = (fields: object): object => JSON.parse(JSON.stringify(fields)) as object;

if (parentPort) serve(parentPort, workerData as IntakeWorkerData);
