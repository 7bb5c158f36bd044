import { isOnly } from './derived-id.ts';

/**
 * Task runs that are due, as rows `t`, with their run `r` and its notification `n`, of a statement whose parameters are
 * $1 the workspace, $2 ids, $3 and $4 their span and $5 whether to take those that were fed again, too (they may be what took
 * a worker down: `findFedAgain`). Due is what is queued, waiting for another try, or running under a lease that ended (its
 * worker died) unless a delivery that is still to be sent carries it on. One caller gets each; whoever comes second gets nothing. Run and
 * task run are taken together, without waiting: a run that is being cancelled is locked before its task runs.
 *
 * Each lateral step that locks is done once for each row of the step before it, by primary key: no plan can do without
 * that order, whatever the statistics of a young partition say.
 */
export const lockedDueTaskRuns = `
  unnest($2::uuid[]) as wanted (id)
  cross join lateral (
    select id, run_id, step_id, attempts, first_failed_at, status, output, started_at from task_runs
     where workspace_id = $1 and id ${isOnly('wanted.id')} and id between $3 and $4 and due_at <= now()
       and (not fed_again or $5)
       and (status in ('queued', 'waiting') or status = 'running' and not exists (
             select from deliveries d
              where d.workspace_id = $1 and d.run_id = task_runs.run_id and d.task_run_id = task_runs.id
                and d.status in ('queued', 'sending')))
       for update skip locked) as t
  cross join lateral (
    select notification_id, workflow_id, revision_id, status, received_at, traceparent from runs
     where workspace_id = $1 and id ${isOnly('t.run_id')} and id between $3 and $4
       for update skip locked) as r
  cross join lateral (
    select event_source_id, fields from notifications
     where workspace_id = $1 and id ${isOnly('r.notification_id')} and id between $3 and $4 offset 0) as n`;

/** What a claim answers of them. */
export const claimColumns = `
  t.id as "taskRunId", t.run_id as "runId", r.notification_id as "notificationId", r.workflow_id as "workflowId",
  r.revision_id as "revisionId", n.event_source_id as "eventSourceId", t.step_id as "stepId", t.attempts + 1 as attempts,
  t.first_failed_at as "firstFailedAt", n.fields, (select default_country from workspaces where id = $1) as "defaultCountry",
  r.received_at as "receivedAt", r.traceparent`;
