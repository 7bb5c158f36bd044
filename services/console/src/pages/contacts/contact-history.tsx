import { Button, SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Loading } from '../../components/loading.tsx';
import { Section } from '../../components/page.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { historyKinds } from './contact-filters.ts';
import classes from './contact-history.module.css';
import { HistoryItem } from './history-item.tsx';
import { useContactHistory } from './queries.ts';

const route = getRouteApi('/app/contacts/$contactId');

/** One timeline of everything about a person. */
export function ContactHistory({ contactId }: { contactId: string }) {
  const { t } = useTexts();
  const { show } = route.useSearch();
  const navigate = route.useNavigate();
  const history = useContactHistory(contactId);
  const entries = show ? history.rows.filter((entry) => entry.type === show) : history.rows;
  return (
    <Section
      title={t.contacts.history}
      aside={
        <div className={classes.filter}>
          <SegmentedControl
            size="xs"
            aria-label={t.contacts.show}
            value={show ?? 'all'}
            onChange={(value) => {
              const kind = historyKinds.find((one) => one === value);
              void navigate({ search: kind ? { show: kind } : {}, replace: true, resetScroll: false });
            }}
            data={[
              { value: 'all', label: t.contacts.all },
              ...historyKinds.map((kind) => ({ value: kind, label: t.contacts.kinds[kind] })),
            ]}
          />
        </div>
      }
    >
      {history.isPending && <Loading what={t.contacts.historyWhat} />}
      {Boolean(history.error) && <ErrorNotice error={history.error} onRetry={history.retry} />}
      {!history.isPending && !history.error && entries.length === 0 && <p className="dim">{t.contacts.noHistory}</p>}
      <ol className={classes.timeline} aria-label={t.contacts.history}>
        {entries.map((entry) => (
          <HistoryItem key={`${entry.type} ${entry.id}`} entry={entry} />
        ))}
      </ol>
      {history.hasMore && (
        <Button variant="default" size="compact-sm" loading={history.isLoadingMore} onClick={history.loadMore}>
          {t.common.loadMore}
        </Button>
      )}
    </Section>
  );
}
