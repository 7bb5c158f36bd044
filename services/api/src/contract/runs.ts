import { RunId, runStatuses, taskRunStatuses } from '@canvass/domain';
import { z } from 'zod';
import { DownloadReply } from '../http/download.ts';
import { ContactBrief, Failure, Instant, pageOf, pageQuery, queryInstant } from './common.ts';
import { defineRoute } from './route-spec.ts';
import { BoundedCount, runFilterQuery } from './run-filter.ts';

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
    errorCode: z.string().nullable().describe('Of the first task that failed; null where none has'),
    replayId: z.string().nullable().describe('The operation that made it, where it is a replay of its notification'),
    isTest: z.boolean().describe('Of a test message that was sent from the console'),
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
    query: z.strictObject({ ...pageQuery, ...runFilterQuery }),
    reply: pageOf(Run),
  }),
  countRuns: defineRoute({
    method: 'get',
    path: '/runs/count',
    tag,
    summary: 'Count runs, up to 10,000',
    needs: 'read',
    query: z.strictObject(runFilterQuery),
    reply: BoundedCount,
  }),
  runHistogram: defineRoute({
    method: 'get',
    path: '/runs/histogram',
    tag,
    summary: 'Count runs by status over time, in bars of the same width',
    description:
      'The time is that of the notification’s id, which may differ from `receivedAt` by the clocks of two machines. Up to 2,000 runs of a status are counted in a bar; beyond that the count is an estimate by how dense they are.',
    needs: 'read',
    query: z.strictObject({
      ...runFilterQuery,
      receivedAfter: queryInstant.unwrap().describe('Begin of the first bar'),
      receivedBefore: queryInstant.unwrap().describe('End of the last bar'),
      bars: z.coerce.number().int().min(1).max(96).default(48),
    }),
    reply: z.object({
      bars: z.array(
        z.object({
          from: Instant,
          to: Instant,
          counts: z.array(z.object({ status: z.enum(runStatuses), count: z.number().int(), estimated: z.boolean() })),
        }),
      ),
    }),
  }),
  exportRunsAsCsv: defineRoute({
    method: 'get',
    path: '/runs/export.csv',
    tag,
    summary: 'Download runs as CSV, newest first',
    description:
      'With the fields of the notification, the outcome, error code and words, and the tasks with their outputs as JSON. Text that a spreadsheet would take for a formula begins with an apostrophe.',
    needs: 'read',
    query: z.strictObject(runFilterQuery),
    reply: DownloadReply,
    fileType: 'text/csv',
  }),
  exportRunsAsNdjson: defineRoute({
    method: 'get',
    path: '/runs/export.ndjson',
    tag,
    summary: 'Download runs as JSON, one a line, newest first',
    needs: 'read',
    query: z.strictObject(runFilterQuery),
    reply: DownloadReply,
    fileType: 'application/x-ndjson',
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
  continueRun: defineRoute({
    method: 'post',
    path: '/runs/{runId}/continue',
    tag,
    summary: 'End the wait that a run is at now; its conditions are still looked at',
    needs: 'read',
    onWorkflow: 'report',
    audit: { action: 'run.continued' },
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
