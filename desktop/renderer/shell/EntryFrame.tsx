import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import logo from "../../../resources/icons/unison.svg";
import { LanguageChoice, ThemeChoice } from "./UserMenu.tsx";
import { useSessionState } from "./use-session.ts";
import "./entry.css";

interface EntryFrameProps {
  readonly children: ReactNode;
  /** Widest column, in pixels. */
  readonly width?: number;
  /** Off where the card itself asks for the language. */
  readonly hasLanguageChoice?: boolean;
}

/** Frame of the screens before anybody is signed in: the mark, one card, language and theme below. */
export function EntryFrame(props: EntryFrameProps) {
  const { t } = useTranslation();
  const { welcome } = useSessionState();
  return (
    <main className="entry">
      <div className="entry-column" style={{ maxWidth: props.width ?? 420 }}>
        <div className="entry-brand">
          <img src={logo} alt="" width={40} height={40} />
          <span>Unison</span>
        </div>
        <section className="entry-card">{props.children}</section>
        <footer className="entry-foot">
          {props.hasLanguageChoice !== false && <LanguageChoice />}
          <ThemeChoice />
        </footer>
        {welcome !== null && (
          <p className="entry-version">{t("shell:version", { version: welcome.engineVersion })}</p>
        )}
      </div>
    </main>
  );
}
