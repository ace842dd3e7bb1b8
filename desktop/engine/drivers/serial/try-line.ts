import type { SerialSettings } from "#shared/connections/serial-settings.ts";
import { charactersOfBytes } from "#shared/connections/serial/control-characters.ts";
import type { FieldReading } from "#shared/connections/serial/telegram-reading.ts";
import type { DriverClock, TestResult } from "../driver.ts";
import { pause } from "../opcua/time-limit.ts";
import type { LineView } from "./browse-fields.ts";
import { lineName, lineTroubleOf, openCharacterLine } from "./character-line.ts";
import { LineConversation } from "./line-conversation.ts";
import { LineError } from "./line-trouble.ts";
import { lineTroubleText, newestText } from "./line-trouble-text.ts";
import { silenceLimitMs } from "./line-verdict.ts";
import type { Heard, TelegramIntake } from "./telegram-intake.ts";

type Step = TestResult["steps"][number];

export interface LineAccess {
  readonly connection: { readonly settings: SerialSettings };
  readonly clock: DriverClock;
}

/** A line that is open already. */
export interface RunningLine {
  readonly intake: TelegramIntake;
  /** @returns what ends it */
  observe(observer: (heard: Heard) => void): () => void;
}

/** A person waits no longer than this for a device to be heard. */
const longestWaitMs = 12_000;
/** A device that is quiet until somebody uses it gets this long. */
const quietWaitMs = 5_000;

const waitOf = (settings: SerialSettings): number =>
  Math.min(longestWaitMs, silenceLimitMs(settings.telegram) ?? quietWaitMs);

const isAnswer = (heard: Heard): boolean =>
  heard.kind === "repeat" || (heard.kind === "telegram" && heard.reading.kind === "fields");

/** What a line was heard to say: until the first good telegram, or as long as a person waits. */
interface Listening {
  readonly intake: TelegramIntake;
  readonly heard: readonly Heard[];
}

async function listenTo(access: LineAccess, running: RunningLine | null): Promise<Listening> {
  const { settings } = access.connection;
  const heard: Heard[] = [];
  const over = new AbortController();
  const note = (one: Heard): void => {
    heard.push(one);
    if (isAnswer(one)) over.abort();
  };
  if (running !== null) {
    const end = running.observe(note);
    await pause(waitOf(settings), over.signal);
    end();
    return { intake: running.intake, heard };
  }
  let lost: LineError | null = null;
  const conversation = await LineConversation.begin({
    telegram: settings.telegram,
    monotonic: () => access.clock.monotonic(),
    open: (listener) => openCharacterLine(settings.transport, listener),
    listener: {
      heard: note,
      timedOut: () => undefined,
      ended: (trouble) => {
        lost = new LineError(trouble);
        over.abort();
      },
    },
  });
  await pause(waitOf(settings), over.signal);
  await conversation.close();
  if (lost !== null) throw lost;
  return { intake: conversation.intake, heard };
}

/** Opens the line for a moment and looks what it says. @throws {Error} with what is wrong with the line */
export async function listenOnce(access: LineAccess): Promise<LineView> {
  const { intake, heard } = await listenTo(access, null);
  const fields = heard.flatMap((one) =>
    one.kind === "telegram" && one.reading.kind === "fields" ? one.reading.fields : [],
  );
  return {
    fields: fields.at(-1) ?? new Map<string, FieldReading>(),
    recent: intake.recent,
    newest: charactersOfBytes(intake.newestBytes),
    receivedAt: fields.length > 0 ? access.clock.now() : null,
  };
}

/**
 * Tries a line step by step: open, hear, checksum, read. Stops at the first step that fails and says what to do. Never
 * throws, never hangs, leaves nothing open.
 */
export async function tryLine(
  access: LineAccess,
  running: RunningLine | null,
): Promise<TestResult> {
  const { transport, telegram } = access.connection.settings;
  const steps: Step[] = [];
  const failed = (step: string, detail: string, hint: string): TestResult => ({
    ok: false,
    steps: [...steps, { step, ok: false, detail }],
    hint,
  });
  let listening: Listening;
  try {
    listening = await listenTo(access, running);
  } catch (error) {
    const { detail, hint } = lineTroubleOf(error);
    return failed("open", detail, hint);
  }
  steps.push({ step: "open", ok: true, detail: lineName(transport) });
  const { intake, heard } = listening;
  const framed = heard.filter((one) => one.kind !== "dropped");
  const badSum = heard.findLast((one) => one.kind === "dropped" && one.why === "bad_checksum");

  if (framed.length === 0 && badSum === undefined) {
    const hasBytes = intake.newestBytes.length > 0;
    if (!hasBytes && silenceLimitMs(telegram) === null) {
      const detail = "the line is open; nothing was sent while testing";
      return { ok: true, steps: [...steps, { step: "hear", ok: true, detail }], hint: null };
    }
    const trouble = lineTroubleText(hasBytes ? "bad_frames" : "silent", telegram, intake);
    return failed("hear", trouble.detail, trouble.hint);
  }
  const sample = charactersOfBytes((framed.at(-1) ?? badSum)!.raw);
  steps.push({ step: "hear", ok: true, detail: sample });

  if (telegram.checksum.type !== "none") {
    if (framed.length === 0)
      return failed(
        "checksum",
        `the checksum of ${sample} is wrong`,
        "choose the kind of checksum, what it is made over and where it stands as the device's manual says",
      );
    steps.push({ step: "checksum", ok: true, detail: telegram.checksum.type });
  }
  return read(framed, failed, steps, intake);
}

function read(
  framed: readonly Heard[],
  failed: (step: string, detail: string, hint: string) => TestResult,
  steps: readonly Step[],
  intake: TelegramIntake,
): TestResult {
  const readings = framed.flatMap((one) => (one.kind === "telegram" ? one.reading : []));
  const fields = readings.findLast((one) => one.kind === "fields");
  if (fields?.kind === "fields") {
    const detail = [...fields.fields]
      .map(([name, field]) => `${name} = ${field.text ?? ""}`)
      .join(", ");
    return { ok: true, steps: [...steps, { step: "read", ok: true, detail }], hint: null };
  }
  const problem = readings.findLast((one) => one.kind !== "aside");
  if (problem?.kind === "device_error")
    return failed("read", problem.reason, "the device answers; clear what it complains of");
  if (problem?.kind === "misfit")
    return failed(
      "read",
      `${newestText(intake)} ${problem.reason}`,
      "compare the telegram with the settings: start, end, checksum and fields",
    );
  return {
    ok: true,
    steps: [...steps, { step: "read", ok: true, detail: newestText(intake) }],
    hint: null,
  };
}
