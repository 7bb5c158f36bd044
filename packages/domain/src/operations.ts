import { z } from 'zod';
import { ContactId, EventSourceId, NotificationId, OperationId, RunId, WorkflowId } from './ids.ts';
import { runStatuses } from './statuses.ts';

/** `stopping` = somebody asked for it; what is in hand is brought to its end first. */
export const operationStatuses = ['queued', 'running', 'stopping', 'stopped', 'finished', 'failed'] as const;
export type OperationStatus = (typeof operationStatuses)[number];

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** Which runs are looked for. Everything given has to hold. */
export const RunFilter = z.strictObject({
  statuses: z.array(z.enum(runStatuses)).min(1).max(runStatuses.length).readonly().optional(),
  workflowId: WorkflowId.optional(),
  eventSourceId: EventSourceId.optional(),
  recordId: z.string().min(1).max(255).optional().describe('Salesforce record id, 15 or 18 characters'),
  contactId: ContactId.optional(),
  notificationId: NotificationId.optional(),
  errorCode: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,63}$/)
    .optional()
    .describe('Code of the first step that failed'),
  traceId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional()
    .describe('32 hexadecimal digits'),
  replayId: OperationId.optional().describe('The replay that made the runs'),
  receivedAfter: instant.optional(),
  receivedBefore: instant.optional(),
});
export type RunFilter = z.output<typeof RunFilter>;

/** Which notifications are looked for, of one event source. */
export const NotificationFilter = z.strictObject({
  eventSourceId: EventSourceId,
  recordId: z.string().min(1).max(255).optional().describe('Salesforce record id, 15 or 18 characters'),
  receivedAfter: instant.optional(),
  receivedBefore: instant.optional(),
});
export type NotificationFilter = z.output<typeof NotificationFilter>;

export const maxChosenItems = 1_000;

const RunsOfOperation = z.union([
  z.strictObject({ runIds: z.array(RunId).min(1).max(maxChosenItems) }),
  z.strictObject({ filter: RunFilter }),
]);

const NotificationsOfOperation = z.union([
  z.strictObject({ notificationIds: z.array(NotificationId).min(1).max(maxChosenItems) }),
  z.strictObject({ filter: NotificationFilter }),
]);

export const replayRevisions = ['current', 'original'] as const;

export const Replay = z.strictObject({
  notifications: NotificationsOfOperation,
  workflowId: WorkflowId.nullable()
    .default(null)
    .describe('The workflow to run; null = all of the event source: those that are on, or were on then'),
  revision: z
    .enum(replayRevisions)
    .describe('`current` = as the workflow is now; `original` = the revision that was current when each arrived'),
  onlyNew: z
    .boolean()
    .default(true)
    .describe('Leave out what the workflow has run for already, so that nobody is written to again'),
});
export type Replay = z.output<typeof Replay>;

/** What an operation does, and to what. */
export const OperationDefinition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('retry-runs'), runs: RunsOfOperation }),
  z.strictObject({ kind: z.literal('cancel-runs'), runs: RunsOfOperation }),
  z.strictObject({ kind: z.literal('replay-notifications'), replay: Replay }),
]);
export type OperationDefinition = z.output<typeof OperationDefinition>;
export const operationKinds = ['retry-runs', 'cancel-runs', 'replay-notifications'] as const;

/** The statuses of runs that each kind can do something about; others are passed over. */
export const retriableStatuses = ['failed', 'partially-failed'] as const;
export const cancellableStatuses = ['queued', 'running', 'waiting'] as const;

export const itemOutcomes = ['done', 'failed', 'skipped'] as const;
export type ItemOutcome = (typeof itemOutcomes)[number];

/** Why an item of an operation was passed over or failed, in words. */
export const itemReasons = {
  'run-out-of-reach': 'There is no such run, or its workflow is not shared with whoever started this.',
  'run-not-failed': 'The run has not failed, or is under way again.',
  'run-ended': 'The run had ended already.',
  'notification-gone': 'The notification is gone.',
  'notification-unusable': 'No workflow can use this notification; its page says why.',
  'conditions-not-met': 'The conditions of the workflow are not met.',
  'already-ran': 'The workflow has run for this notification already.',
  'no-workflow': 'No workflow was on for it.',
  'no-revision': 'The workflow did not exist yet when the notification arrived.',
  'revision-unreadable': 'This release cannot read the revision of the workflow.',
  'internal-error': 'Canvass failed at this item; the fault is ours.',
} as const;
export type ItemReason = keyof typeof itemReasons;
