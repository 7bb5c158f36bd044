import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Resource } from '../../api/client.ts';
import { isStatusOf, runTones } from '../../api/statuses.ts';
import { reasonWords } from '../../components/reason-words.ts';
import { Status, StatusShape } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import type { Tone } from '../../theme/tones.ts';
import { startedRunsQuery } from './queries.ts';
import classes from './test-tab.module.css';

type Test = Resource<'EventSourceTest'>;

const tones: Record<NonNullable<Test['outcome']>, Tone> = {
  accepted: 'done',
  rejected: 'failed',
  'put-off': 'partly',
  unreachable: 'failed',
};

/** Test messages, newest first: what became of each, and the runs that it started. */
export function TestList({ tests }: { tests: readonly Test[] }) {
  const { t } = useTexts();
  if (tests.length === 0) return <p className={`${classes.about} dim`}>{t.testMessages.none}</p>;
  return (
    <ol className={classes.tests} aria-live="polite">
      {tests.map((test) => (
        <li key={test.id}>
          <StatusShape tone={test.outcome === null ? 'running' : tones[test.outcome]} />
          <div className={classes.words}>
            <Outcome test={test} />
            {test.notificationId && <StartedRuns notificationId={test.notificationId} />}
          </div>
          <span className="dim nowrap">
            <RelativeTime at={test.sentAt} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Outcome({ test: { outcome, reason, detail } }: { test: Test }) {
  const { t } = useTexts();
  if (outcome === null) return <div>{t.testMessages.notKnown}</div>;
  if (outcome === 'accepted') return <div>{t.testMessages.accepted}</div>;
  if (outcome === 'put-off') return <div>{t.testMessages.putOff}</div>;
  if (outcome === 'unreachable') return <div>{t.testMessages.unreachable(detail ?? '–')}</div>;
  const words = reasonWords(reason ?? '', t);
  return (
    <>
      <div>
        {t.testMessages.rejected} {words.sentence}
      </div>
      {words.remedy && <div className="dim">{words.remedy}</div>}
    </>
  );
}

function StartedRuns({ notificationId }: { notificationId: string }) {
  const { t } = useTexts();
  const { data: started } = useQuery(startedRunsQuery(notificationId));
  if (started === undefined) return null;
  if (started.runs.length === 0) {
    return <div className="dim">{started.isNew ? t.testMessages.working : t.testMessages.noRun}</div>;
  }
  return (
    <ul className={classes.runs}>
      {started.runs.map(({ id, workflowName, status }) => (
        <li key={id}>
          <span>{workflowName ?? t.runs.deletedWorkflow}</span>
          {isStatusOf(runTones, status) && <Status tone={runTones[status]}>{t.statuses.run[status]}</Status>}
          <Link to="/runs/$runId" params={{ runId: id }} className="link">
            {t.testMessages.openRun}
          </Link>
        </li>
      ))}
    </ul>
  );
}
