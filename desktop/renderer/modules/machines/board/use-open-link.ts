import { useNavigate } from "@tanstack/react-router";
import { useCallback, type MouseEvent } from "react";

/**
 * Opens a plain link inside the page. Cheaper than a router link, of which each watches the address: a board has
 * hundreds. A click that asks for a new tab stays the browser's.
 */
export function useOpenLink(): (event: MouseEvent<HTMLAnchorElement>) => void {
  const navigate = useNavigate();
  return useCallback(
    (event) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      void navigate({ to: event.currentTarget.pathname as never });
    },
    [navigate],
  );
}
