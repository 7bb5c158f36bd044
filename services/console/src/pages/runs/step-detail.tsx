import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Resource } from '../../api/client.ts';
import { taskTones } from '../../api/statuses.ts';
import { Facts } from '../../components/facts.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Section } from '../../components/page.tsx';
import { Status } from '../../components/status.tsx';
import { ExactTime, RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { revisionQuery } from './queries.ts';
import { BranchConditions } from './run-conditions.tsx';
import { taskName } from './run-words.ts';
import classes from './step-detail.module.css';
import { TaskOutput } from './task-output.tsx';
import { findStep, usedFields } from './used-fields.ts';

interface StepDetailProps {
  run: Resource<'Run'>;
  task: Resource<'TaskRun'>;
  /** Null where the person may not retry, or there is nothing to. */
  onRetry: (() => void) | null;
  retrying: boolean;
}

/** One step: what it saw, what it did, or what went wrong. */
export function StepDetail({ run, task, onRetry, retrying }: StepDetailProps) {
  const { t } = useTexts();
  const endedAt = task.finishedAt ?? task.startedAt;
  return (
    <section className={classes.detail} aria-label={taskName(task, t)}>
      <header className={classes.head}>
        <h2>{taskName(task, t)}</h2>
        <Status tone={taskTones[task.status]}>{t.statuses.task[task.status]}</Status>
        {endedAt && (
          <span className="dim">
            <ExactTime at={endedAt} />
          </span>
        )}
        {task.status === 'waiting' && task.dueAt && (
          <span className="dim">
            {task.type === 'wait' ? t.runs.waitsUntil : t.runs.nextAttempt} <RelativeTime at={task.dueAt} />
          </span>
        )}
      </header>
      {task.error && (
        <Section title={task.status === 'skipped' ? t.runs.notDoneTitle : t.runs.wrongTitle}>
          <FailureNotice
            failure={task.error}
            tone={task.status === 'failed' ? 'failed' : task.status === 'skipped' ? 'skipped' : 'partly'}
            action={
              onRetry &&
              task.status === 'failed' && (
                <Button size="compact-sm" variant="default" loading={retrying} onClick={onRetry}>
                  {t.runs.retryNow}
                </Button>
              )
            }
          />
        </Section>
      )}
      {(task.output || !task.error) && (
        <Section title={t.runs.didTitle}>
          {task.output ? (
            <TaskOutput type={task.type} output={task.output} />
          ) : (
            <p className={classes.plain}>{t.runs.nothingYet}</p>
          )}
        </Section>
      )}
      {task.type === 'branch' ? (
        <BranchConditions runId={run.id} stepId={task.stepId} />
      ) : (
        <WhatItSaw run={run} stepId={task.stepId} />
      )}
    </section>
  );
}

function WhatItSaw({ run, stepId }: { run: Resource<'Run'>; stepId: string }) {
  const { t } = useTexts();
  const { data: revision } = useQuery(revisionQuery(run.workflowId, run.revision));
  const step = revision ? findStep(revision.definition.steps, stepId) : null;
  if (!step) return null;
  const fields = usedFields(step);
  return (
    <Section title={t.runs.sawTitle}>
      {fields.length === 0 ? (
        <p className={classes.plain}>{t.runs.sawNothing}</p>
      ) : (
        <Facts
          label={t.runs.sawShort}
          mono
          facts={fields.map((field) => ({ name: field, value: run.input?.[field] ?? null }))}
        />
      )}
    </Section>
  );
}
