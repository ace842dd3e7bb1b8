import { NotificationMessage, PublishResponse, RepublishResponse, StatusCodes } from "node-opcua";
import type { PublishRequest, RepublishRequest } from "node-opcua";
import { describe, expect, it } from "vitest";
import { PublishLoop } from "./publish-loop.ts";
import type { ServiceSession } from "./service-session.ts";

type Answer<T> = (error: Error | null, response?: T) => void;

/** A session whose requests wait for the test to answer them. */
function askedSession() {
  const publishes: {
    readonly request: PublishRequest;
    readonly answer: Answer<PublishResponse>;
  }[] = [];
  const republishes: Answer<RepublishResponse>[] = [];
  const session = {
    publish: (request: PublishRequest, answer: Answer<PublishResponse>) =>
      void publishes.push({ request, answer }),
    republish: (_: RepublishRequest, answer: Answer<RepublishResponse>) =>
      void republishes.push(answer),
  } as unknown as ServiceSession;
  return { session, publishes, republishes };
}

const told: string[] = [];
const listener = {
  heard: () => void told.push("heard"),
  repeated: () => void told.push("repeated"),
  failed: () => void told.push("failed"),
  broken: (kind: string) => void told.push(kind),
};

function subscription(id: number) {
  const taken: number[] = [];
  return {
    id,
    taken,
    get expectedSequence() {
      return (taken.at(-1) ?? 0) + 1;
    },
    take: (message: NotificationMessage) => void taken.push(message.sequenceNumber),
  };
}

const publishResponse = (subscriptionId: number, sequenceNumber: number): PublishResponse => {
  const response = new PublishResponse({ subscriptionId });
  response.notificationMessage = new NotificationMessage({ sequenceNumber });
  // Anything: the loop only looks whether there is something in it.
  response.notificationMessage.notificationData = [null];
  return response;
};

describe("the publish loop", () => {
  it("serves several subscriptions with one set of requests and acknowledges what it took", () => {
    const { session, publishes } = askedSession();
    const [one, two] = [subscription(1), subscription(2)];
    const loop = new PublishLoop(session, listener);
    loop.add(one);
    loop.add(two);
    loop.start();
    expect(publishes).toHaveLength(3);
    publishes[0]!.answer(null, publishResponse(2, 1));
    publishes[1]!.answer(null, publishResponse(1, 1));
    expect([one.taken, two.taken]).toEqual([[1], [1]]);
    expect(publishes[3]!.request.subscriptionAcknowledgements).toMatchObject([
      { subscriptionId: 2, sequenceNumber: 1 },
    ]);
    loop.pause();
    publishes[2]!.answer(null, publishResponse(1, 2));
    expect(one.taken).toEqual([1]);
  });

  it("asks less at once when the server finds it too much", () => {
    const { session, publishes } = askedSession();
    const loop = new PublishLoop(session, listener);
    loop.add(subscription(1));
    loop.start();
    publishes[2]!.answer(new Error("BadTooManyPublishRequests (0x80780000)"));
    publishes[1]!.answer(null, publishResponse(1, 1));
    expect(publishes).toHaveLength(4);
    loop.pause();
  });

  it("tells a session that is gone from a channel that is cut", () => {
    told.length = 0;
    for (const text of ["BadSessionIdInvalid", "Connection Break"]) {
      const { session, publishes } = askedSession();
      const loop = new PublishLoop(session, listener);
      loop.start();
      publishes[0]!.answer(new Error(text));
    }
    expect(told).toEqual(["gone", "cut"]);
  });

  it.each(["as a fault", "as a regular answer"])(
    "issue 1524: BadMessageNotAvailable %s ends the repetition, and publishing goes on",
    async (how) => {
      const { session, publishes, republishes } = askedSession();
      told.length = 0;
      const one = subscription(1);
      const loop = new PublishLoop(session, listener);
      loop.add(one);
      const resumed = loop.resume();
      const kept = new RepublishResponse({});
      kept.notificationMessage = new NotificationMessage({ sequenceNumber: 1 });
      republishes[0]!(null, kept);
      await Promise.resolve();
      await Promise.resolve();
      const none = new RepublishResponse({});
      none.responseHeader.serviceResult = StatusCodes.BadMessageNotAvailable;
      if (how === "as a fault") republishes[1]!(new Error("BadMessageNotAvailable (0x807b0000)"));
      else republishes[1]!(null, none);
      await resumed;
      expect(one.taken).toEqual([1]);
      // What the server kept proves nothing about what it will send.
      expect(told).toEqual(["repeated"]);
      expect(publishes.length).toBeGreaterThan(0);
      loop.pause();
    },
  );

  it("issue 1524: a subscription that is gone with its messages ends the session, so that a new one is made", async () => {
    told.length = 0;
    const { session, publishes, republishes } = askedSession();
    const loop = new PublishLoop(session, listener);
    loop.add(subscription(1));
    const resumed = loop.resume();
    republishes[0]!(new Error("BadMessageNotAvailable (0x807b0000)"));
    await resumed;
    publishes[0]!.answer(new Error("BadNoSubscription (0x80790000)"));
    expect(told).toEqual(["gone"]);
  });
});
