import type { App } from "electron";
import { deepLinkIn, routeOfDeepLink } from "./deep-link.ts";

/**
 * Makes sure that one window app runs per settings folder. A second start hands what it was asked to
 * open to the first, and ends.
 *
 * @param onSecondStart the route a link names, or undefined when somebody just started us again
 * @returns whether this is the first
 */
export function claimSingleInstance(
  app: Pick<App, "requestSingleInstanceLock" | "on">,
  onSecondStart: (route: string | undefined) => void,
): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on("second-instance", (_event, argv) => onSecondStart(deepLinkIn(argv)));
  // macOS hands links over as an event.
  app.on("open-url", (event, link) => {
    event.preventDefault();
    onSecondStart(routeOfDeepLink(link));
  });
  return true;
}
