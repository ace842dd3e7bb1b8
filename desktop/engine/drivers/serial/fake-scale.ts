/**
 * A scale that speaks MT-SICS, as its manual has it and without a line of the driver's own code. For tests and trials:
 * what it answers can be spoilt in every way a real one spoils it.
 */
export class FakeScale {
  readonly #send: (characters: string) => void;
  readonly #serialNumber = "0123456789";
  #inbox = "";
  #grams = 100;
  #repeating: NodeJS.Timeout | undefined;
  /** What lies on it changes by this much with each answer. */
  drift = 0;
  mood: "stable" | "moving" | "busy" | "overload" | "underload" | "mute" | "baffled" = "stable";
  readonly received: string[] = [];

  constructor(send: (characters: string) => void) {
    this.#send = send;
  }

  put(grams: number): void {
    this.#grams = grams;
  }

  /** Characters from the line. */
  hear(characters: string): void {
    this.#inbox += characters;
    const lines = this.#inbox.split("\r\n");
    this.#inbox = lines.pop()!;
    for (const line of lines) this.#obey(line);
  }

  /** Ends what it does by itself. */
  switchOff(): void {
    clearInterval(this.#repeating);
  }

  #obey(command: string): void {
    this.received.push(command);
    if (this.mood === "mute") return;
    if (this.mood === "baffled") return this.#say("ES");
    clearInterval(this.#repeating);
    if (command === "@") return this.#say(`I4 A "${this.#serialNumber}"`);
    if (command === "S" || command === "SI") return this.#say(this.#weight(command));
    if (command === "SIR") {
      this.#repeating = setInterval(() => this.#say(this.#weight("SI")), 50);
      return;
    }
    if (command === "Z") return this.#say("Z A");
    this.#say("ES");
  }

  #weight(command: "S" | "SI"): string {
    this.#grams += this.drift;
    switch (this.mood) {
      case "overload":
        return "S +";
      case "underload":
        return "S -";
      case "busy":
        return "S I";
      case "moving":
        return command === "S" ? "S I" : `S D ${this.#shown()} g`;
      default:
        return `S S ${this.#shown()} g`;
    }
  }

  #shown(): string {
    return this.#grams.toFixed(2).padStart(10, " ");
  }

  #say(line: string): void {
    this.#send(`${line}\r\n`);
  }
}
