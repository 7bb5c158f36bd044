import '@fontsource-variable/inter';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './theme/base.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createAppQueryClient } from './api/query-client.ts';
import { loadTexts, TextProvider } from './i18n/text.tsx';
import { createAppRouter } from './router.tsx';
import { cssVariables, theme } from './theme/theme.ts';

const queryClient = createAppQueryClient({ onSignedOut: () => sendToSignIn() });
const router = createAppRouter(queryClient);

/** The session has ended: sign in, and come back to this very place. */
function sendToSignIn(): void {
  const { pathname, href } = router.state.location;
  if (pathname === '/sign-in' || pathname === '/join') return;
  queryClient.setQueryData(['me'], null);
  void router.navigate({ to: '/sign-in', search: { next: href, expired: true } });
}

const texts = await loadTexts();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <TextProvider initial={texts}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <Notifications position="bottom-right" transitionDuration={120} limit={4} />
        </QueryClientProvider>
      </MantineProvider>
    </TextProvider>
  </StrictMode>,
);
