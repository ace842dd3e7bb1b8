import { proposeRules } from "#shared/teach/propose-rules.ts";
import { replayRecording } from "#shared/teach/replay-recording.ts";
import { eventStream } from "../../serve/event-stream.ts";
import { reading, writing } from "../../serve/house.ts";
import { theConnection } from "../connections/connection.store.ts";
import { theMachine } from "../machines/machine.store.ts";
import type { TeachSessions } from "./teach-sessions.ts";

/** A lesson lives in memory: nothing is stored until its tags and rules are accepted by `connections.putTags`. */
export const teachHandlers = (sessions: TeachSessions) => ({
  begin: writing.teach.begin.handler(async ({ input, context }) => {
    const { reader } = context.database;
    await theConnection(reader, input.connectionId);
    const machine = await theMachine(reader, input.machineId);
    const session = sessions.begin(
      {
        id: input.commandId ?? context.identity.newId(),
        connectionId: input.connectionId,
        machineId: input.machineId,
        machineCode: machine.code.toLowerCase(),
        startedAt: context.identity.now(),
      },
      input.lookIn,
    );
    return { sessionId: session.id };
  }),

  watchSession: reading.teach.watchSession.handler(async function* ({ input, signal }) {
    const session = sessions.get(input.sessionId);
    const source = {
      listen: (wake: () => void) => session.onChange(wake),
      take: () => session.status(),
    };
    yield* eventStream(source, signal);
  }),

  mark: writing.teach.mark.handler(async ({ input, context }) =>
    sessions.get(input.sessionId).mark({
      id: input.commandId ?? context.identity.newId(),
      kind: input.kind,
      at: context.identity.now(),
    }),
  ),

  undoMark: writing.teach.undoMark.handler(async ({ input }) => {
    sessions.get(input.sessionId).undoMark(input.markId);
    return {};
  }),

  propose: reading.teach.propose.handler(async ({ input, context }) => {
    const session = sessions.get(input.sessionId);
    const recording = session.recording(context.identity.now());
    const { ranked, tags, signals, notes } = proposeRules(
      recording,
      session.machineCode,
      input.choice,
    );
    return {
      connectionId: session.connectionId,
      ranked: {
        counter: ranked.counter.slice(0, shownCandidates),
        running: ranked.running.slice(0, shownCandidates),
        fault: ranked.fault.slice(0, shownCandidates),
      },
      tags,
      signals,
      notes,
    };
  }),

  preview: reading.teach.preview.handler(async ({ input, context }) => {
    const recording = sessions.get(input.sessionId).recording(context.identity.now());
    const { states, counts, total } = replayRecording(recording, input.tags, input.signals);
    return {
      states: [...states],
      counts: [...counts],
      marks: [...recording.marks],
      total,
      markedParts: recording.marks.filter(({ kind }) => kind === "part").length,
    };
  }),

  end: writing.teach.end.handler(async ({ input }) => {
    await sessions.end(input.sessionId);
    return {};
  }),
});

/** More than that nobody compares. */
const shownCandidates = 20;
