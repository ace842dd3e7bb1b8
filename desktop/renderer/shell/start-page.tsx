import { Notifications } from "@mantine/notifications";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { App } from "./App.tsx";
import { AppTheme } from "./AppTheme.tsx";
import { EngineGate } from "./EngineGate.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { startI18n } from "./i18n.ts";
import { allowStyleTags, readStyleNonce } from "./style-nonce.ts";

/** Builds the page: texts, theme, the connection to the engine, then whatever screen the session may see. */
export async function startPage(root: HTMLElement): Promise<void> {
  const nonce = readStyleNonce();
  allowStyleTags(nonce);
  const i18n = await startI18n();
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <AppTheme nonce={nonce}>
          <Notifications position="bottom-right" />
          <ErrorBoundary>
            <EngineGate>
              <App />
            </EngineGate>
          </ErrorBoundary>
        </AppTheme>
      </I18nextProvider>
    </StrictMode>,
  );
}
