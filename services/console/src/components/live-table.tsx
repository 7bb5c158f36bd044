import { Button } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/text.tsx';
import { type Column, DataTable, type Selection } from './data-table.tsx';
import { ErrorNotice } from './error-notice.tsx';
import type { useLiveList } from './live-list.ts';
import classes from './live-table.module.css';
import { Loading } from './loading.tsx';

interface LiveTableProps<Row extends { id: string }> {
  /** What is listed ("runs"), in the reader's language. */
  label: string;
  list: ReturnType<typeof useLiveList<Row>>;
  columns: Column<Row>[];
  link?(row: Row, children: ReactNode): ReactNode;
  empty: ReactNode;
  selection?: Selection;
}

/** A live list with all of its states: loading, failed, empty, full, more, new. */
export function LiveTable<Row extends { id: string }>({
  label,
  list,
  columns,
  link,
  empty,
  selection,
}: LiveTableProps<Row>) {
  const { t } = useTexts();
  if (list.isPending) return <Loading what={label} />;
  if (list.error && list.rows.length === 0) return <ErrorNotice error={list.error} onRetry={list.retry} />;
  if (list.rows.length === 0) return empty;
  return (
    <>
      {list.error && <ErrorNotice error={list.error} onRetry={list.retry} />}
      <div aria-live="polite" className={classes.news}>
        {list.newCount > 0 && (
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconArrowUp size={14} />}
            onClick={() => {
              list.showNew();
              window.scrollTo({ top: 0 });
            }}
          >
            {list.newCountIsMinimum ? t.common.newRowsAtLeast(list.newCount) : t.common.newRows(list.newCount)}
          </Button>
        )}
      </div>
      <DataTable
        label={label}
        rows={list.rows}
        columns={columns}
        rowKey={(row) => row.id}
        link={link}
        isNew={list.isNew}
        selection={selection}
      />
      {list.hasMore && (
        <div className={classes.more}>
          <Button variant="default" size="compact-sm" loading={list.isLoadingMore} onClick={list.loadMore}>
            {t.common.loadMore}
          </Button>
        </div>
      )}
    </>
  );
}
