import { ContactId, NotificationId, RunId, runStatuses, taskRunStatuses, WorkflowId } from '@canvass/domain';
import { z } from 'zod';
import { ContactBrief, Failure, Instant, oneOrMore, pageOf, pageQuery, queryInstant } from './common.ts';
import { defineRoute } from './route-spec.ts';

const params = z.object({ runId: RunId });

export const TaskRun = z
  .object({
    id: z.string(),
    stepId: z.string(),
    name: z.string().nullable().describe('The step’s name in the workflow'),
    type: z.string(),
    status: z.enum(taskRunStatuses),
    attempts: z.number().int(),
    dueAt: Instant.nullable().describe('Null while it waits for an earlier task'),
    output: z.record(z.string(), z.unknown()).nullable(),
    error: Failure.nullable(),
    startedAt: Instant.nullable(),
    finishedAt: Instant.nullable(),
  })
  .meta({ id: 'TaskRun' });

export const Run = z
  .object({
    id: z.string(),
    status: z.enum(runStatuses),
    workflowId: z.string(),
    workflowName: z.string().nullable(),
    revision: z.number().int().nullable(),
    eventSourceId: z.string().nullable(),
    notificationId: z.string(),
    recordId: z.string().nullable(),
    objectType: z.string().nullable(),
    contact: ContactBrief.nullable(),
    input: z
      .record(z.string(), z.string().nullable())
      .nullable()
      .describe('Field → text as received. In a list, null where it is large: get the run to see it'),
    receivedAt: Instant,
    startedAt: Instant,
    finishedAt: Instant.nullable(),
    traceId: z.string(),
    skipped: z.record(z.string(), z.unknown()).nullable().describe('For a skipped run: the condition that was not met'),
    tasks: z.array(TaskRun).describe('In the order of the workflow'),
  })
  .meta({ id: 'Run' });

const tag = 'Runs';

export const runsContract = {
  listRuns: defineRoute({
    method: 'get',
    path: '/runs',
    tag,
    summary: 'List runs, newest first',
    needs: 'read',
    query: z.strictObject({
      ...pageQuery,
      status: oneOrMore(runStatuses),
      workflowId: WorkflowId.optional(),
      recordId: z.string().max(255).optional().describe('Salesforce record id, 15 or 18 characters'),
      contactId: ContactId.optional(),
      notificationId: NotificationId.optional(),
      receivedAfter: queryInstant,
      receivedBefore: queryInstant,
    }),
    reply: pageOf(Run),
  }),
  getRun: defineRoute({
    method: 'get',
    path: '/runs/{runId}',
    tag,
    summary: 'Get a run with its input and its tasks',
    needs: 'read',
    onWorkflow: 'view',
    params,
    reply: Run,
  }),
  retryRun: defineRoute({
    method: 'post',
    path: '/runs/{runId}/retry',
    tag,
    summary: 'Do the failed tasks of a run again, and what depended on them',
    needs: 'read',
    onWorkflow: 'report',
    audit: { action: 'run.retried' },
    params,
    reply: Run,
    problems: ['conflict'],
  }),
  cancelRun: defineRoute({
    method: 'post',
    path: '/runs/{runId}/cancel',
    tag,
    summary: 'Stop a run that is not finished: what was not sent yet is not sent',
    needs: 'read',
    onWorkflow: 'report',
    audit: { action: 'run.cancelled' },
    params,
    reply: Run,
    problems: ['conflict'],
  }),
};
