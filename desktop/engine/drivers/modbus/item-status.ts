/** The condition of one tag: OPC UA's number for it (Part 6, annex A), and words a technician understands. */
export interface ItemStatus {
  readonly status: number;
  readonly text: string;
}

export const good: ItemStatus = { status: 0, text: "Good" };
export const waiting: ItemStatus = { status: 0x80320000, text: "BadWaitingForInitialData" };

const badNoCommunication = 0x80310000;

export const unitSilent = (unit: number): ItemStatus => ({
  status: badNoCommunication,
  text: `Bad: unit ${unit} does not answer`,
});

export const unitGarbled = (unit: number): ItemStatus => ({
  status: badNoCommunication,
  text: `Bad: the answers of unit ${unit} arrive damaged`,
});

/** The address of the tag cannot be read; `rule` says what is wrong with it. */
export const unreadableAddress = (rule: string): ItemStatus => ({
  status: 0x80890000,
  text: `Bad: ${rule}`,
});

/** What a unit answers instead of a value (Modbus Application Protocol V1.1b3, chapter 7). */
const exceptions: Readonly<Record<number, ItemStatus>> = {
  1: { status: 0x803a0000, text: "BadIllegalFunction: the unit does not have this table" },
  2: { status: 0x80340000, text: "BadIllegalAddress" },
  3: { status: 0x80340000, text: "BadIllegalValue: the unit refuses this many registers" },
  4: { status: 0x808b0000, text: "BadDeviceFailure: the unit reports a fault of its own" },
  5: { status: 0x808b0000, text: "Bad: the unit is still working on a request" },
  6: { status: 0x808b0000, text: "Bad: the unit is busy" },
  8: { status: 0x808b0000, text: "Bad: the unit reports a parity error of its memory" },
};

export const exceptionStatus = (code: number): ItemStatus =>
  exceptions[code] ?? { status: 0x808b0000, text: `Bad: the unit answers with exception ${code}` };

/** The unit will say the same again: the place, the table or the length is what it refuses. */
export const isLastingException = (code: number): boolean => code >= 1 && code <= 3;
