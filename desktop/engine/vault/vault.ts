import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { connectionSecret, type ConnectionSecret } from "#shared/connections/connection-rows.ts";
import type { ConnectionId } from "#shared/kernel/id.ts";
import type { KeyKeeper } from "./key-keeper.ts";

/** First byte of what is sealed, so that another way of sealing can stand beside this one. */
const form = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes + tagBytes;

/**
 * Seals the secrets of connections and channels: AES-256-GCM under the plant's key, a fresh nonce each time, bound to
 * its owner, so that a sealed secret is worth nothing beside another row or without the key.
 */
export class Vault {
  readonly #keeper: KeyKeeper;
  #key: Buffer | null = null;

  constructor(keeper: KeyKeeper) {
    this.#keeper = keeper;
  }

  /** @throws when there is no key yet and none can be kept */
  seal(connection: ConnectionId, secret: ConnectionSecret): Buffer {
    return this.#sealed(boundTo(connection), JSON.stringify(secret));
  }

  /** Null when it does not open: the key is missing or another one, or the bytes belong to another connection or are damaged. */
  open(connection: ConnectionId, sealed: Uint8Array): ConnectionSecret | null {
    const text = this.#opened(boundTo(connection), sealed);
    try {
      return text === null ? null : connectionSecret.parse(JSON.parse(text));
    } catch {
      return null;
    }
  }

  /** Seals a secret of a channel that alerts go out by. @throws when there is no key yet and none can be kept */
  sealChannel(channel: string, secret: string): Buffer {
    return this.#sealed(boundToChannel(channel), secret);
  }

  /** Null when it does not open. */
  openChannel(channel: string, sealed: Uint8Array): string | null {
    return this.#opened(boundToChannel(channel), sealed);
  }

  #sealed(bound: Buffer, secret: string): Buffer {
    this.#key ??= this.#keeper.read() ?? this.#keeper.make();
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce, { authTagLength: tagBytes });
    cipher.setAAD(bound);
    const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
    return Buffer.concat([Buffer.of(form), nonce, cipher.getAuthTag(), sealed]);
  }

  #opened(bound: Buffer, sealed: Uint8Array): string | null {
    const key = this.#readKey();
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (key === null || bytes.length <= headBytes || bytes[0] !== form) return null;
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(1, 1 + nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(bound);
    decipher.setAuthTag(bytes.subarray(1 + nonceBytes, headBytes));
    try {
      const text = Buffer.concat([decipher.update(bytes.subarray(headBytes)), decipher.final()]);
      return text.toString("utf8");
    } catch {
      return null;
    }
  }

  #readKey(): Buffer | null {
    if (this.#key !== null) return this.#key;
    try {
      this.#key = this.#keeper.read();
    } catch {
      // A key that cannot be read is like one that is missing: the secrets are asked for again.
      return null;
    }
    return this.#key;
  }
}

const boundTo = (connection: ConnectionId): Buffer =>
  Buffer.from(`unison connection ${connection}`, "utf8");

const boundToChannel = (channel: string): Buffer =>
  Buffer.from(`unison channel ${channel}`, "utf8");
