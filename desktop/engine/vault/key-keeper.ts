/** Where the vault's key lies. The file keeper is one place; the keystore of the operating system can be another. */
export interface KeyKeeper {
  /** The key of 32 bytes; null when there is none, or none that can be used. @throws when its place cannot be read */
  read(): Buffer | null;
  /** Makes and keeps a new key; called only when there is none. @throws when it cannot be kept */
  make(): Buffer;
}
