import {
  type FedTable,
  findDueDeliveries,
  findDueMessages,
  findDueOperations,
  findDueTaskRuns,
  findDueWebhookCalls,
  holdTaskRunsOfDeliveries,
} from '@canvass/database';
import type {
  Channel,
  DeliveryId,
  MessageId,
  OperationId,
  Step,
  TaskRunId,
  WebhookCallId,
  WorkspaceId,
} from '@canvass/domain';
import {
  callWebhooks,
  continueOperations,
  endWaits,
  prepareDeliveries,
  processMessage,
  sendEmails,
  sendTexts,
  updateContacts,
} from '@canvass/jobs';
import { type Fed, type Feed, feedQueue, type RelayContext } from './feed.ts';

const messages: Feed<MessageId, { workspaceId: WorkspaceId; messageIds: MessageId[] }> = {
  table: 'messages',
  job: processMessage,
  find: findDueMessages,
  toPayload: (workspaceId, messageIds) => ({ workspaceId, messageIds }),
};

function taskRuns(
  type: Step['type'],
  job: typeof updateContacts,
): Feed<TaskRunId, { workspaceId: WorkspaceId; taskRunIds: TaskRunId[] }> {
  return {
    table: 'task_runs',
    job,
    find: (db, limits) => findDueTaskRuns(db, limits, type),
    hold: holdTaskRunsOfDeliveries,
    toPayload: (workspaceId, taskRunIds) => ({ workspaceId, taskRunIds }),
  };
}

function deliveries(
  channel: Channel,
  job: typeof sendEmails,
): Feed<DeliveryId, { workspaceId: WorkspaceId; deliveryIds: DeliveryId[] }> {
  return {
    table: 'deliveries',
    job,
    find: (db, limits) => findDueDeliveries(db, limits, channel),
    toPayload: (workspaceId, deliveryIds) => ({ workspaceId, deliveryIds }),
  };
}

const webhookCalls: Feed<WebhookCallId, { workspaceId: WorkspaceId; callIds: WebhookCallId[] }> = {
  table: 'webhook_calls',
  job: callWebhooks,
  find: findDueWebhookCalls,
  toPayload: (workspaceId, callIds) => ({ workspaceId, callIds }),
  rowsOfJob: 20, // an endpoint may take its time: a job is done within a minute or two
};

const operations: Feed<OperationId, { workspaceId: WorkspaceId; operationIds: OperationId[] }> = {
  table: 'operations',
  job: continueOperations,
  find: findDueOperations,
  toPayload: (workspaceId, operationIds) => ({ workspaceId, operationIds }),
};

/** What the relay feeds, by the table that it looks at; the order has no meaning. */
export const feeds: readonly { table: FedTable; feed(relay: RelayContext): Promise<Fed> }[] = [
  { table: 'messages', feed: (relay) => feedQueue(messages, relay) },
  { table: 'task_runs', feed: (relay) => feedQueue(taskRuns('contact', updateContacts), relay) },
  { table: 'task_runs', feed: (relay) => feedQueue(taskRuns('email-survey', prepareDeliveries), relay) },
  { table: 'task_runs', feed: (relay) => feedQueue(taskRuns('sms-survey', prepareDeliveries), relay) },
  { table: 'task_runs', feed: (relay) => feedQueue(taskRuns('wait', endWaits), relay) },
  { table: 'deliveries', feed: (relay) => feedQueue(deliveries('email', sendEmails), relay) },
  { table: 'deliveries', feed: (relay) => feedQueue(deliveries('sms', sendTexts), relay) },
  { table: 'webhook_calls', feed: (relay) => feedQueue(webhookCalls, relay) },
  { table: 'operations', feed: (relay) => feedQueue(operations, relay) },
];
