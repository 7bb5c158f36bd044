import type {
  DeliveryStatus,
  EventSourceStatus,
  ResponseStatus,
  RunStatus,
  SurveyStatus,
  TaskStatus,
  WorkflowStatus,
} from '../../api/statuses.ts';

const run: Record<RunStatus, string> = {
  queued: 'Queued',
  running: 'Running',
  waiting: 'Waiting',
  succeeded: 'Succeeded',
  'partially-failed': 'Partially failed',
  failed: 'Failed',
  skipped: 'Skipped',
  cancelled: 'Cancelled',
};

const task: Record<TaskStatus, string> = {
  queued: 'Queued',
  running: 'Running',
  waiting: 'Tried again soon',
  succeeded: 'Done',
  failed: 'Failed',
  skipped: 'Skipped',
  cancelled: 'Cancelled',
};

const delivery: Record<DeliveryStatus, string> = {
  queued: 'Queued',
  sending: 'Sending',
  unknown: 'Unknown',
  sent: 'Sent',
  delivered: 'Delivered',
  'soft-bounce': 'Soft bounce',
  'hard-bounce': 'Hard bounce',
  failed: 'Failed',
  skipped: 'Skipped',
  'opted-out': 'Opted out',
  complaint: 'Complaint',
  opened: 'Opened',
  clicked: 'Clicked',
  'survey-started': 'Survey started',
  'partially-finished': 'Partially finished',
  finished: 'Finished',
  expired: 'Expired',
};

const survey: Record<SurveyStatus, string> = { new: 'New', active: 'Active', paused: 'Paused', closed: 'Closed' };
const response: Record<ResponseStatus, string> = { 'in-progress': 'In progress', finished: 'Finished' };
const eventSource: Record<EventSourceStatus, string> = {
  waiting: 'Waiting for the first message',
  active: 'Active',
  disabled: 'Disabled',
};
const workflow: Record<WorkflowStatus, string> = { on: 'On', off: 'Off' };

/** What the ledger records beside the statuses. */
const deliveryEvent: Record<string, string> = {
  ...delivery,
  deferred: 'Not taken yet, tried again',
  delayed: 'Delayed by the receiving side',
};

export const statuses = { run, task, delivery, deliveryEvent, survey, response, eventSource, workflow };
