import {
  OperationDefinition,
  OperationId,
  operationKinds,
  operationStatuses,
  Replay,
  replayRevisions,
} from '@canvass/domain';
import { z } from 'zod';
import { DownloadReply } from '../http/download.ts';
import { Failure, Instant, pageOf, pageQuery } from './common.ts';
import { defineRoute } from './route-spec.ts';
import { BoundedCount, KeptRunFilter } from './run-filter.ts';

const params = z.object({ operationId: OperationId });

export const Operation = z
  .object({
    id: z.string(),
    kind: z.enum(operationKinds),
    status: z
      .enum(operationStatuses)
      .describe('`stopping` = it was asked to stop and brings what it has in hand to its end'),
    chosen: z.number().int().nullable().describe('How many were chosen one by one; null = those of the filter'),
    filter: KeptRunFilter.nullable(),
    replay: z
      .object({ workflowId: z.string().nullable(), revision: z.enum(replayRevisions), onlyNew: z.boolean() })
      .nullable(),
    total: z
      .number()
      .int()
      .nullable()
      .describe('Null until it has been counted, or where there are more than a million'),
    done: z.number().int(),
    failed: z.number().int(),
    skipped: z.number().int().describe('Passed over; the report says why'),
    error: Failure.nullable().describe('Why the operation as a whole could not go on'),
    createdByName: z.string(),
    createdAt: Instant,
    startedAt: Instant.nullable(),
    finishedAt: Instant.nullable(),
    leftMs: z.number().nullable().describe('About how long it still takes by its pace so far, in milliseconds'),
  })
  .meta({ id: 'Operation' });

export const ReplayPreview = z
  .object({
    notifications: BoundedCount.describe('Of the event source and the filter'),
    lookedAt: z.number().int().describe('The oldest of them, for which it was decided what would happen'),
    wouldRun: z.number().int().describe('Runs that would be made of those looked at'),
    alreadyRan: z.number().int().describe('Of those looked at, how often a workflow has run for one already'),
    passedOver: z.record(z.string(), z.number().int()).describe('How often no run would be made, by reason'),
    samples: z.array(
      z.object({
        notificationId: z.string(),
        recordId: z.string().nullable(),
        receivedAt: Instant,
        workflowName: z.string().nullable(),
        reason: z.string().nullable().describe('Why no run would be made; null = one would'),
        condition: z.string().nullable().describe('The condition that is not met, in words'),
        alreadyRan: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'ReplayPreview' });

const tag = 'Operations';

export const operationsContract = {
  listOperations: defineRoute({
    method: 'get',
    path: '/operations',
    tag,
    summary: 'List bulk retries, bulk cancellations and replays, newest first',
    needs: 'read',
    query: z.strictObject(pageQuery),
    reply: pageOf(Operation),
  }),
  startOperation: defineRoute({
    method: 'post',
    path: '/operations',
    tag,
    summary: 'Start work on many runs or notifications',
    description:
      'The work is done in the background: get the operation to see how far it is. A filter means those that match it when the operation is started. Runs of workflows that are not shared with you are left alone. A workspace has 20 unfinished operations at most.',
    needs: 'write',
    body: OperationDefinition,
    reply: Operation,
    status: 201,
    audit: { action: 'operation.started', keep: ['kind'] },
    problems: ['conflict', 'not-shared'],
  }),
  previewReplay: defineRoute({
    method: 'post',
    path: '/operations/replay-preview',
    tag,
    summary: 'See what a replay would do; nothing is run',
    needs: 'read',
    body: Replay,
    reply: ReplayPreview,
  }),
  getOperation: defineRoute({
    method: 'get',
    path: '/operations/{operationId}',
    tag,
    summary: 'Get an operation with how far it is',
    needs: 'read',
    params,
    reply: Operation,
  }),
  stopOperation: defineRoute({
    method: 'post',
    path: '/operations/{operationId}/stop',
    tag,
    summary: 'Stop an operation: what was done stays, the rest is left as it is',
    needs: 'write',
    params,
    reply: Operation,
    audit: { action: 'operation.stopped' },
    problems: ['conflict'],
  }),
  downloadOperationReport: defineRoute({
    method: 'get',
    path: '/operations/{operationId}/report.csv',
    tag,
    summary: 'Download what became of each item, as CSV',
    description: 'The first 100,000 items. Text that a spreadsheet would take for a formula begins with an apostrophe.',
    needs: 'read',
    params,
    reply: DownloadReply,
    fileType: 'text/csv',
  }),
};
