const tooLarge =
  /BadTooManyOperations|BadRequestTooLarge|BadResponseTooLarge|BadEncodingLimitsExceeded|BadTcpMessageTooLarge/;

/** The batches in which a server takes one kind of call. One that is too large is halved, and stays so for the session. */
export class AdaptiveBatch {
  #size: number;

  constructor(size: number) {
    this.#size = Math.max(1, Math.floor(size));
  }

  get size(): number {
    return this.#size;
  }

  /** Calls with one batch after the other and joins the answers. Throws what a call throws, unless it was too large. */
  async run<T, R>(
    all: readonly T[],
    call: (batch: readonly T[]) => Promise<readonly R[]>,
  ): Promise<R[]> {
    const answers: R[] = [];
    for (let at = 0; at < all.length;) {
      const batch = all.slice(at, at + this.#size);
      try {
        for (const answer of await call(batch)) answers.push(answer);
        at += batch.length;
      } catch (error) {
        if (!(error instanceof Error && tooLarge.test(error.message)) || batch.length < 2)
          throw error;
        this.#size = Math.ceil(batch.length / 2);
      }
    }
    return answers;
  }
}
