import {
  type Channel,
  DeliveryId,
  MessageId,
  OperationId,
  type Step,
  TaskRunId,
  WebhookCallId,
  WorkspaceId,
} from '@canvass/domain';
import { z } from 'zod';
import { defineJob, type JobRows } from './define-job.ts';
import { lanes, queueOf } from './lane.ts';

/** How many rows one job names at most: a Salesforce message has up to 100 notifications, and its work stays together. */
export const maxBatch = 100;

const TaskRunsOfWorkspace = z.object({
  workspaceId: WorkspaceId,
  taskRunIds: z.array(TaskRunId).min(1).max(maxBatch),
});
const DeliveriesOfWorkspace = z.object({
  workspaceId: WorkspaceId,
  deliveryIds: z.array(DeliveryId).min(1).max(maxBatch),
});

function taskRunsOf(...kinds: Step['type'][]): JobRows<z.output<typeof TaskRunsOfWorkspace>> {
  return { table: 'task_runs', kinds, of: ({ workspaceId, taskRunIds }) => ({ workspaceId, ids: taskRunIds }) };
}

function deliveriesOf(channel: Channel): JobRows<z.output<typeof DeliveriesOfWorkspace>> {
  return {
    table: 'deliveries',
    kinds: [channel],
    of: ({ workspaceId, deliveryIds }) => ({ workspaceId, ids: deliveryIds }),
  };
}

const MessagesOfWorkspace = z.object({ workspaceId: WorkspaceId, messageIds: z.array(MessageId).min(1).max(maxBatch) });
const MessageOfVersion1 = z
  .object({ workspaceId: WorkspaceId, messageId: MessageId })
  .transform(({ workspaceId, messageId }) => ({ workspaceId, messageIds: [messageId] }));

/** Workflow engine: turns the notifications of stored messages into runs and their first task runs. */
export const processMessage = defineJob({
  name: 'process-message',
  version: 2,
  payload: z.union([MessagesOfWorkspace, MessageOfVersion1]),
  rows: {
    table: 'messages',
    kinds: [],
    of: ({ workspaceId, messageIds }) => ({ workspaceId, ids: messageIds }),
  },
  attempts: 5,
  concurrency: 8,
});

/** Contacts: creates or updates the contacts of these contact task runs, in one transaction. */
export const updateContacts = defineJob({
  name: 'update-contacts',
  payload: TaskRunsOfWorkspace,
  rows: taskRunsOf('contact'),
  attempts: 5,
  concurrency: 4,
});

/**
 * Distribution: makes invitations and deliveries for these survey task runs (e-mail and SMS), and sends what there is room
 * for at once.
 */
export const prepareDeliveries = defineJob({
  name: 'prepare-deliveries',
  payload: TaskRunsOfWorkspace,
  rows: taskRunsOf('email-survey', 'sms-survey'),
  attempts: 5,
  concurrency: 8,
});

/** Workflow engine: ends these wait task runs, whose time has come or whose answer is there, and moves their runs on. */
export const endWaits = defineJob({
  name: 'end-waits',
  payload: TaskRunsOfWorkspace,
  rows: taskRunsOf('wait'),
  attempts: 5,
  concurrency: 2,
});

/** Distribution: sends these e-mail deliveries. At most once: after a crash the relay decides, not the queue. */
export const sendEmails = defineJob({
  name: 'send-emails',
  payload: DeliveriesOfWorkspace,
  rows: deliveriesOf('email'),
  attempts: 1,
  concurrency: 8,
});

/** Distribution: sends these SMS deliveries, under the same rule. */
export const sendTexts = defineJob({
  name: 'send-texts',
  payload: DeliveriesOfWorkspace,
  rows: deliveriesOf('sms'),
  attempts: 1,
  concurrency: 4,
});

/** Distribution: calls the webhooks of one workspace. Calls that a dead worker had in hand are due again after their lease. */
export const callWebhooks = defineJob({
  name: 'call-webhooks',
  payload: z.object({ workspaceId: WorkspaceId, callIds: z.array(WebhookCallId).min(1).max(maxBatch) }),
  rows: { table: 'webhook_calls', kinds: [], of: ({ workspaceId, callIds }) => ({ workspaceId, ids: callIds }) },
  attempts: 2,
  concurrency: 16,
});

/**
 * Workflow engine: goes on with these operations (bulk retry, bulk cancel, replay) for a moment each; the relay makes the
 * job for what is left of them.
 */
export const continueOperations = defineJob({
  name: 'continue-operations',
  payload: z.object({ workspaceId: WorkspaceId, operationIds: z.array(OperationId).min(1).max(maxBatch) }),
  rows: {
    table: 'operations',
    kinds: [],
    of: ({ workspaceId, operationIds }) => ({ workspaceId, ids: operationIds }),
  },
  attempts: 5,
  concurrency: 2,
});

/** Every job of the product. */
export const allJobs = [
  processMessage,
  updateContacts,
  prepareDeliveries,
  endWaits,
  sendEmails,
  sendTexts,
  callWebhooks,
  continueOperations,
] as const;

/** The names of every queue of the product. */
export const allQueues: readonly string[] = allJobs.flatMap(({ name }) => lanes.map((lane) => queueOf(name, lane)));
