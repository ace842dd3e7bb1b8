import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { cssVariables, theme } from '#shared/ui/theme/theme.ts';
import { ApiProvider } from './ApiProvider.tsx';
import { App } from './App.tsx';
import { findEngine } from './engine-address.ts';
import { startI18n } from './i18n.ts';
import { NoToken } from './NoToken.tsx';
import { allowStyleTags, readStyleNonce } from './style-nonce.ts';

/** Builds the page: texts, theme, the connection to the engine, then whatever screen the session may see. */
export async function startPage(root: HTMLElement): Promise<void> {
  const nonce = readStyleNonce();
  allowStyleTags(nonce);
  const [i18n, address] = await Promise.all([startI18n(), findEngine()]);
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" getStyleNonce={() => nonce}>
          <Notifications position="bottom-right" />
          {address === undefined ? (
            <NoToken />
          ) : (
            <ApiProvider address={address}>
              <App />
            </ApiProvider>
          )}
        </MantineProvider>
      </I18nextProvider>
    </StrictMode>,
  );
}
