import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../components/empty-state.tsx';
import { Page } from '../components/page.tsx';
import { useTexts } from '../i18n/text.tsx';

export function NotFoundPage() {
  const { t } = useTexts();
  return (
    <Page title={t.errors.notFoundTitle}>
      <EmptyState
        action={
          <Button variant="default" renderRoot={(props) => <Link to="/" {...props} />}>
            {t.errors.goHome}
          </Button>
        }
      >
        {t.errors.notFound}
      </EmptyState>
    </Page>
  );
}
