import { Button, Stack } from '@mantine/core';
import { ErrorNotice } from '../components/error-notice.tsx';
import { useTexts } from '../i18n/text.tsx';

/** What is shown when a page itself failed: never nothing. */
export function ErrorPage({ error, reset }: { error: unknown; reset(): void }) {
  const { t } = useTexts();
  return (
    <Stack p="lg" maw={640} gap="md">
      <ErrorNotice error={error} onRetry={reset} />
      <div>
        <Button variant="default" onClick={() => window.location.reload()}>
          {t.errors.reload}
        </Button>
      </div>
    </Stack>
  );
}
