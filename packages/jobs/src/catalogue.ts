import { DeliveryId, MessageId, TaskRunId, WorkspaceId } from '@canvass/domain';
import { z } from 'zod';
import { defineJob } from './define-job.ts';

/** How many rows one job names at most: a Salesforce message has up to 100 notifications, and its work stays together. */
export const maxBatch = 100;

const taskRunIds = z.array(TaskRunId).min(1).max(maxBatch);
const deliveryIds = z.array(DeliveryId).min(1).max(maxBatch);

/** Workflow engine: turns the notifications of a stored message into runs and their first task runs. */
export const processMessage = defineJob({
  name: 'process-message',
  payload: z.object({ workspaceId: WorkspaceId, messageId: MessageId }),
  attempts: 5,
  concurrency: 8,
});

/** Contacts: creates or updates the contacts of these contact task runs, in one transaction. */
export const updateContacts = defineJob({
  name: 'update-contacts',
  payload: z.object({ workspaceId: WorkspaceId, taskRunIds }),
  attempts: 5,
  concurrency: 4,
});

/** Distribution: makes invitations and deliveries for these survey task runs (e-mail and SMS). */
export const prepareDeliveries = defineJob({
  name: 'prepare-deliveries',
  payload: z.object({ workspaceId: WorkspaceId, taskRunIds }),
  attempts: 5,
  concurrency: 4,
});

/** Distribution: sends these e-mail deliveries. At most once: after a crash the relay decides, not the queue. */
export const sendEmails = defineJob({
  name: 'send-emails',
  payload: z.object({ workspaceId: WorkspaceId, deliveryIds }),
  attempts: 1,
  concurrency: 8,
});

/** Distribution: sends these SMS deliveries, under the same rule. */
export const sendTexts = defineJob({
  name: 'send-texts',
  payload: z.object({ workspaceId: WorkspaceId, deliveryIds }),
  attempts: 1,
  concurrency: 4,
});

/** Every job of the product: dashboards, metrics and the PostgreSQL queue schema are made from this list. */
export const allJobs = [processMessage, updateContacts, prepareDeliveries, sendEmails, sendTexts] as const;
