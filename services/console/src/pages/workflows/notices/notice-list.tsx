import { Link } from '@tanstack/react-router';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { failureWords } from '../../../components/problem-words.ts';
import { Status } from '../../../components/status.tsx';
import { RelativeTime } from '../../../components/time.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './notices.module.css';
import type { FailureNotice } from './queries.ts';

const tones = { waiting: 'waiting', sent: 'done', failed: 'failed' } as const;

/** The last mails: when, what they told of, and whether they went out. */
export function NoticeList({ notices, workflowId }: { notices: FailureNotice[]; workflowId: string }) {
  const { t } = useTexts();
  const columns: Column<FailureNotice>[] = [
    {
      key: 'when',
      header: t.notices.when,
      width: '140px',
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
    {
      key: 'about',
      header: t.notices.about,
      cell: (notice) => <About notice={notice} workflowId={workflowId} />,
    },
    { key: 'status', header: t.common.status, width: '280px', cell: (notice) => <Sending notice={notice} /> },
  ];
  return (
    <div className={classes.list}>
      <DataTable label={t.notices.sentOnes} rows={notices} columns={columns} rowKey={({ id }) => id} />
    </div>
  );
}

function About({ notice, workflowId }: { notice: FailureNotice; workflowId: string }) {
  const { t } = useTexts();
  const [main, ...others] = notice.causes;
  if (main === undefined) return <span className="dim">{t.notices.aTest}</span>;
  const count = notice.causes.reduce((sum, cause) => sum + cause.runs, 0);
  return (
    <span>
      <Link
        to="/runs"
        search={{
          workflowId,
          status: ['failed', 'partially-failed'],
          ...(others.length === 0 && { errorCode: main.code }),
        }}
        className="link"
      >
        {t.notices.failed(count)}
      </Link>
      {': '}
      {failureWords(main.code, { sentence: main.sentence, remedy: null }, t).sentence}
      {others.length > 0 && <span className="dim"> {t.notices.others(others.length)}</span>}
    </span>
  );
}

function Sending({ notice }: { notice: FailureNotice }) {
  const { t } = useTexts();
  const { failure, sent, recipients, status, nextAttemptAt } = notice;
  const words = failure && failureWords(failure.code, failure, t);
  const tone = status === 'sent' && sent < recipients ? 'partly' : tones[status];
  return (
    <div className={classes.sending}>
      <Status tone={tone}>{t.notices.status[status]}</Status>
      {status === 'sent' && <span className="dim">{t.notices.reached(sent, recipients)}</span>}
      {words && (
        <div className={classes.failure}>
          {words.sentence} {words.remedy}
          {nextAttemptAt && (
            <>
              {' '}
              {t.notices.again} <RelativeTime at={nextAttemptAt} />
            </>
          )}
        </div>
      )}
    </div>
  );
}
