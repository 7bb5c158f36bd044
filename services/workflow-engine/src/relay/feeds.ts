import { findDueDeliveries, findDueMessages, findDueTaskRuns, holdTaskRunsOfDeliveries } from '@canvass/database';
import type { Channel, DeliveryId, MessageId, TaskRunId, TaskType, WorkspaceId } from '@canvass/domain';
import { prepareDeliveries, processMessage, sendEmails, sendTexts, updateContacts } from '@canvass/jobs';
import { type Feed, feedQueue, type RelayContext, toBatchJobs } from './feed.ts';

const messages: Feed<MessageId, { workspaceId: WorkspaceId; messageId: MessageId }> = {
  table: 'messages',
  job: processMessage,
  find: findDueMessages,
  toJobs: (rows) =>
    rows.map(({ id, workspaceId, traceparent }) => ({ payload: { workspaceId, messageId: id }, links: [traceparent] })),
};

function taskRuns(
  type: TaskType,
  job: typeof updateContacts,
): Feed<TaskRunId, { workspaceId: WorkspaceId; taskRunIds: TaskRunId[] }> {
  return {
    table: 'task_runs',
    job,
    find: (db, limits) => findDueTaskRuns(db, limits, type),
    hold: holdTaskRunsOfDeliveries,
    toJobs: (rows) => toBatchJobs(rows, (workspaceId, taskRunIds) => ({ workspaceId, taskRunIds })),
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
    toJobs: (rows) => toBatchJobs(rows, (workspaceId, deliveryIds) => ({ workspaceId, deliveryIds })),
  };
}

/** What the relay feeds; the order has no meaning. */
export const feeds: readonly ((relay: RelayContext) => Promise<number>)[] = [
  (relay) => feedQueue(messages, relay),
  (relay) => feedQueue(taskRuns('contact', updateContacts), relay),
  (relay) => feedQueue(taskRuns('email-survey', prepareDeliveries), relay),
  (relay) => feedQueue(taskRuns('sms-survey', prepareDeliveries), relay),
  (relay) => feedQueue(deliveries('email', sendEmails), relay),
  (relay) => feedQueue(deliveries('sms', sendTexts), relay),
];
