/**
 * A number for a defect that happened in this page, so that what a person reports can be found in the log.
 * `W-` tells it from the engine's own incidents.
 */
export function newIncident(error: unknown): string {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  const incident = `W-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  console.error(incident, error);
  return incident;
}
