import type { RefusalCode, RefusalData } from "#shared/kernel/refusal.ts";

/** What a reader thread is started with. */
export interface ReaderStart {
  readonly folder: string;
}

export interface ReaderJob {
  readonly id: number;
  /** Operation of the contract, `oee.proof`. */
  readonly operation: string;
  readonly input: unknown;
}

export type ReaderAnswer =
  | { readonly id: number; readonly kind: "output"; readonly output: unknown }
  | {
      readonly id: number;
      readonly kind: "refusal";
      readonly code: RefusalCode;
      readonly data: RefusalData[RefusalCode];
    }
  | {
      readonly id: number;
      readonly kind: "failure";
      readonly message: string;
      readonly stack: string;
    };
