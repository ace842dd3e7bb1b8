/** Exit codes of the command line; the window's supervisor and `npm start` act on them. */
export const exitCodes = {
  done: 0,
  findings: 1,
  wrongArguments: 2,
  dataInUse: 3,
  dataUnusable: 4,
} as const;

/** Ends the program with a message for the person and a code for whoever started it. */
export class Exit extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}
