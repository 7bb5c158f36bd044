import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Resource } from '../../api/client.ts';
import { hasRight } from '../../api/rights.ts';
import { runTones } from '../../api/statuses.ts';
import { Confirm } from '../../components/confirm.tsx';
import { CopyInline } from '../../components/copy-field.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { personName } from '../../components/person-name.ts';
import { Status } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { showDone, showFailure } from '../../components/toasts.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { workflowQuery } from '../workflows/queries.ts';
import { cancelRun, continueRun, retryRun, runQuery } from './queries.ts';
import { RunConditions } from './run-conditions.tsx';
import { RunInput } from './run-input.tsx';
import classes from './run-page.module.css';
import { RunSteps } from './run-steps.tsx';
import { runHeadline, skippedCondition, stepToShow } from './run-words.ts';
import { StepDetail } from './step-detail.tsx';

const route = getRouteApi('/app/runs/$runId');

export function RunPage() {
  const { t } = useTexts();
  const { runId } = route.useParams();
  const query = useQuery(runQuery(runId));
  if (query.data) return <RunView run={query.data} />;
  return (
    <Page title={t.runs.oneWithoutRecord} above={[<RunsLink key="runs" />]} wide>
      <Loaded query={query} what={t.runs.whatOne}>
        {() => null}
      </Loaded>
    </Page>
  );
}

function RunsLink() {
  const { t } = useTexts();
  return <Link to="/runs">{t.runs.title}</Link>;
}

const unfinished = new Set(['queued', 'running', 'waiting']);

function RunView({ run }: { run: Resource<'Run'> }) {
  const { t, format } = useTexts();
  const { step } = route.useSearch();
  const mayWrite = hasRight(useQuery(workflowQuery(run.workflowId)).data, 'report');
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const taken = (message: string) => (changed: Resource<'Run'>) => {
    client.setQueryData(runQuery(run.id).queryKey, changed);
    setAsking(false);
    showDone(message);
  };
  const retry = useMutation({
    mutationFn: () => retryRun(run.id),
    onSuccess: taken(t.runs.retried),
    onError: (error) => showFailure(error, t),
  });
  const goOn = useMutation({
    mutationFn: () => continueRun(run.id),
    onSuccess: taken(t.runs.continued),
    onError: (error) => showFailure(error, t),
  });
  const mayContinue = mayWrite && run.tasks.some(({ type, status }) => type === 'wait' && status === 'waiting');
  const cancel = useMutation({ mutationFn: () => cancelRun(run.id), onSuccess: taken(t.runs.cancelled) });
  const selected = stepToShow(run.tasks, step);
  const mayRetry = mayWrite && (run.status === 'failed' || run.status === 'partially-failed');

  return (
    <Page
      title={run.recordId ? t.runs.one(`${run.objectType ?? ''} ${run.recordId}`.trim()) : t.runs.oneWithoutRecord}
      above={[<RunsLink key="runs" />]}
      wide
      facts={
        <>
          <Status tone={runTones[run.status]}>{runHeadline(run, t)}</Status>
          <span>
            <Link to="/workflows/$workflowId" params={{ workflowId: run.workflowId }} className="link">
              {run.workflowName ?? t.runs.deletedWorkflow}
            </Link>
            {run.revision !== null && `, ${t.runs.revision(run.revision)}`}
          </span>
          {run.contact && (
            <Link to="/contacts/$contactId" params={{ contactId: run.contact.id }} className="link">
              {personName(run.contact) ?? t.common.unnamed}
            </Link>
          )}
          <RelativeTime at={run.receivedAt} />
          {run.isTest && <span>{t.runs.ofTestMessage}</span>}
          {run.replayId && (
            <Link to="/operations/$operationId" params={{ operationId: run.replayId }} className="link">
              {t.runs.replayedFrom}
            </Link>
          )}
          {run.finishedAt && (
            <span className="nowrap">{format.duration(Date.parse(run.finishedAt) - Date.parse(run.receivedAt))}</span>
          )}
          <span className={classes.trace}>
            {t.runs.trace} <CopyInline value={run.traceId} name={t.runs.traceIdName} />
          </span>
        </>
      }
      actions={
        <>
          {mayWrite && (
            <Button
              variant="default"
              renderRoot={(props) => (
                <Link
                  to="/replay"
                  search={{
                    notificationId: run.notificationId,
                    workflowId: run.workflowId,
                    ...(run.recordId && { recordId: run.recordId }),
                  }}
                  {...props}
                />
              )}
            >
              {t.operations.replay}
            </Button>
          )}
          {mayWrite && unfinished.has(run.status) && (
            <Button variant="default" onClick={() => setAsking(true)}>
              {t.runs.cancel}
            </Button>
          )}
          {mayContinue && (
            <Button variant="default" loading={goOn.isPending} onClick={() => goOn.mutate()}>
              {t.runs.continueNow}
            </Button>
          )}
          {mayRetry && (
            <Button loading={retry.isPending} onClick={() => retry.mutate()}>
              {t.runs.retry}
            </Button>
          )}
        </>
      }
    >
      {run.status === 'skipped' && (
        <>
          <div className={classes.skipped}>
            <strong>{t.runs.skippedTitle}.</strong> {t.runs.skippedText}{' '}
            <span className={classes.condition}>{skippedCondition(run.skipped) ?? '–'}</span>
          </div>
          <RunConditions runId={run.id} />
        </>
      )}
      {run.tasks.length > 0 && (
        <div className={classes.columns}>
          <RunSteps run={run} selected={selected?.stepId ?? null} />
          {selected && (
            <StepDetail
              run={run}
              task={selected}
              onRetry={mayRetry ? () => retry.mutate() : null}
              retrying={retry.isPending}
            />
          )}
        </div>
      )}
      {run.tasks.length === 0 && run.status !== 'skipped' && <p className="dim">{t.runs.noSteps}</p>}
      <RunInput input={run.input ?? {}} />
      <Confirm
        opened={asking}
        title={t.runs.cancelTitle}
        action={t.runs.cancel}
        danger
        pending={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate()}
        onClose={() => setAsking(false)}
      >
        {t.runs.cancelText}
      </Confirm>
    </Page>
  );
}
