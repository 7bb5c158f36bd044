import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../../i18n/text.tsx';
import { BulkConfirm } from './bulk-confirm.tsx';
import type { useRuns } from './queries.ts';
import { runCountQuery } from './queries.ts';
import classes from './run-bulk-bar.module.css';
import type { RunsSearch } from './run-filters.ts';
import type { useRunSelection } from './run-selection.ts';

interface RunBulkBarProps {
  search: RunsSearch;
  list: ReturnType<typeof useRuns>;
  selection: ReturnType<typeof useRunSelection>;
}

/** What can be done with the selected runs, at the foot of the page while some are. */
export function RunBulkBar({ search, list, selection }: RunBulkBarProps) {
  const { t } = useTexts();
  const [asking, setAsking] = useState<'retry-runs' | 'cancel-runs' | null>(null);
  const { ids, all } = selection;
  const count = useQuery({ ...runCountQuery(search), enabled: all });
  if (!all && ids.size === 0) return null;
  const wholePage = !all && list.hasMore && list.rows.every(({ id }) => ids.has(id));
  return (
    <section className={classes.bar} aria-label={t.operations.bulkBar}>
      <span className={classes.count} aria-live="polite">
        {all
          ? count.data
            ? t.operations.allSelected(count.data.count, count.data.capped)
            : t.operations.countingRuns
          : t.operations.selected(ids.size)}
      </span>
      {wholePage && (
        <Button size="compact-sm" variant="subtle" onClick={selection.selectAll}>
          {t.operations.selectAll}
        </Button>
      )}
      <Button size="xs" onClick={() => setAsking('retry-runs')}>
        {t.operations.retry}
      </Button>
      <Button size="xs" variant="default" onClick={() => setAsking('cancel-runs')}>
        {t.operations.cancel}
      </Button>
      <Button size="xs" variant="subtle" color="gray" onClick={selection.clear}>
        {t.operations.clearSelection}
      </Button>
      {asking !== null && (
        <BulkConfirm
          kind={asking}
          chosen={all ? { search } : { runs: list.rows.filter(({ id }) => ids.has(id)) }}
          onClose={() => setAsking(null)}
        />
      )}
    </section>
  );
}
