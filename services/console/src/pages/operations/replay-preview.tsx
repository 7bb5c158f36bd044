import { Button } from '@mantine/core';
import type { Resource } from '../../api/client.ts';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Section } from '../../components/page.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import classes from './replay-page.module.css';

interface ReplayPreviewProps {
  preview: Resource<'ReplayPreview'>;
  /** Something would run that has run before. */
  again: boolean;
  mayStart: boolean;
  starting: boolean;
  error: unknown;
  onStart(): void;
}

/** What a replay would do, and the button that does it. */
export function ReplayPreview({ preview, again, mayStart, starting, error, onStart }: ReplayPreviewProps) {
  const { t, format } = useTexts();
  const words: Record<string, string> = t.operations.passedOverWhy;
  const { notifications, lookedAt, wouldRun, alreadyRan, passedOver, samples } = preview;
  if (lookedAt === 0) return <p>{t.operations.nothingMatches}</p>;
  const counts = [
    { name: t.operations.wouldRun, count: wouldRun },
    ...Object.entries(passedOver).map(([reason, count]) => ({ name: words[reason] ?? reason, count })),
    ...(again ? [{ name: t.operations.alreadyRan, count: alreadyRan }] : []),
  ];
  return (
    <Section title={t.operations.previewTitle}>
      <p>
        {t.operations.matching(notifications.count, notifications.capped)} {t.operations.lookedAt(lookedAt)}
      </p>
      <dl className={classes.counts}>
        {counts.map(({ name, count }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{format.number(count)}</dd>
          </div>
        ))}
      </dl>
      <DataTable
        label={t.operations.samples}
        rows={samples}
        rowKey={(sample) => `${sample.notificationId} ${sample.workflowName}`}
        columns={[
          {
            key: 'record',
            header: t.operations.record,
            cell: (sample) => <span className="mono">{sample.recordId ?? '–'}</span>,
          },
          {
            key: 'received',
            header: t.operations.received,
            wideOnly: true,
            cell: (sample) => <RelativeTime at={sample.receivedAt} />,
          },
          {
            key: 'workflow',
            header: t.operations.workflow,
            wideOnly: true,
            cell: (sample) => sample.workflowName ?? <span className="dim">–</span>,
          },
          {
            key: 'outcome',
            header: t.operations.outcome,
            cell: ({ reason, condition }) =>
              reason === null ? t.operations.wouldRunNow : (condition ?? words[reason] ?? reason),
          },
        ]}
      />
      {wouldRun > 0 && (
        <p className={classes.warning} role="note">
          {again ? t.operations.warnAgain : t.operations.warn}
        </p>
      )}
      {Boolean(error) && <ErrorNotice error={error} />}
      {mayStart && wouldRun > 0 && (
        <Button color={again ? 'red' : undefined} loading={starting} onClick={onStart}>
          {again ? t.operations.startAnyway : t.operations.start}
        </Button>
      )}
    </Section>
  );
}
