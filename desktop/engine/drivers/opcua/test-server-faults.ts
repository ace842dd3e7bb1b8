import type { OPCUAServer, PublishRequest } from "node-opcua";

type Answer = (message: { readonly request: PublishRequest }, channel: unknown) => void;

/** What goes wrong inside a server that goes on to answer everything else. */
export const serverFaults = {
  /** Publish requests of the present sessions are taken and never answered, while reads are. */
  mute(server: OPCUAServer): void {
    const muted = new Set(sessionsOf(server));
    const { _on_PublishRequest: answer } = server as unknown as { _on_PublishRequest: Answer };
    const answerOthers: Answer = (message, channel) => {
      const token = message.request.requestHeader.authenticationToken.toString();
      if (!muted.has(token)) answer.call(server, message, channel);
    };
    Object.assign(server, { _on_PublishRequest: answerOthers });
  },
  /** Ends every session with its subscriptions, as after their time-out. */
  forget(server: OPCUAServer): void {
    for (const session of server.engine.getSessions())
      server.engine.closeSession(session.authenticationToken, true, "Timeout");
  },
  /** Has no place for one session more than there are now. */
  full(server: OPCUAServer): void {
    server.engine.serverCapabilities.maxSessions = server.engine.currentSessionCount;
  },
} as const;

const sessionsOf = (server: OPCUAServer): string[] =>
  server.engine.getSessions().map((session) => session.authenticationToken.toString());

export const isServerFault = (name: string): name is keyof typeof serverFaults =>
  name in serverFaults;
