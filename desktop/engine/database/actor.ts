/** Who does it and where: a signed-in person, or the engine itself. */
export interface Actor {
  readonly userId: string | null;
  readonly name: string;
  /** `window`, `browser`, `command line`, a station's name. */
  readonly station: string;
}

export const engineActor = (station: string): Actor => ({
  userId: null,
  name: "Unison engine",
  station,
});
