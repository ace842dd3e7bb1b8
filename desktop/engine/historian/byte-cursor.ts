/** Reads pieces of a stored row from left to right. */
export class ByteCursor {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    // SQLite gives a Buffer, whose own `slice` would be a view into a shared pool instead of a copy.
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** The next `length` bytes in a buffer of their own, so that any typed array may view them. */
  take(length: number): ArrayBuffer {
    const from = this.#advance(length);
    return this.#bytes.slice(from, from + length).buffer as ArrayBuffer;
  }

  byte(): number {
    return this.#bytes[this.#advance(1)]!;
  }

  word(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  double(): number {
    return this.#view.getFloat64(this.#advance(8), true);
  }

  text(): string {
    return new TextDecoder().decode(this.take(this.word()));
  }

  #advance(length: number): number {
    const from = this.#at;
    if (from + length > this.#bytes.length)
      throw new RangeError("a row of stored samples ends too early");
    this.#at = from + length;
    return from;
  }
}
