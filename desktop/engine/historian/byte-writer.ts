const firstCapacity = 8_192;

/** Bytes written one after the other into a buffer that is used again for the next row. Little-endian. */
export class ByteWriter {
  #bytes = new Uint8Array(firstCapacity);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  clear(): void {
    this.#length = 0;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  word(value: number): void {
    this.#reserve(4);
    this.#view.setUint32(this.#length, value, true);
    this.#length += 4;
  }

  double(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  /** The bytes of an array as they lie in memory. */
  array(values: ArrayBufferView): void {
    this.#reserve(values.byteLength);
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.#bytes.set(bytes, this.#length);
    this.#length += values.byteLength;
  }

  text(text: string): void {
    if (text === "") return this.word(0);
    const bytes = new TextEncoder().encode(text);
    this.word(bytes.length);
    this.array(bytes);
  }

  /** Room for `length` bytes, to be filled at once: it is valid until more is written. */
  room(length: number): Uint8Array {
    this.#reserve(length);
    this.#length += length;
    return this.#bytes.subarray(this.#length - length, this.#length);
  }

  /** What was written since `clear`, valid until then: SQLite copies what it is given. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}
