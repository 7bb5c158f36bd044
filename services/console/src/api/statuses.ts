import type { Tone } from '../theme/tones.ts';
import type { Resource } from './client.ts';

export type RunStatus = Resource<'Run'>['status'];
export type TaskStatus = Resource<'TaskRun'>['status'];
export type DeliveryStatus = Resource<'Delivery'>['status'];
export type SurveyStatus = Resource<'Survey'>['status'];
export type ResponseStatus = Resource<'SurveyResponse'>['status'];
export type EventSourceStatus = Resource<'EventSource'>['status'];
export type WorkflowStatus = Resource<'Workflow'>['status'];

/** Tones per status. The keys' order is the order in which they are offered as filters. */
export const runTones: Record<RunStatus, Tone> = {
  queued: 'waiting',
  running: 'running',
  waiting: 'waiting',
  succeeded: 'done',
  'partially-failed': 'partly',
  failed: 'failed',
  skipped: 'skipped',
  cancelled: 'skipped',
};

export const taskTones: Record<TaskStatus, Tone> = {
  queued: 'waiting',
  running: 'running',
  waiting: 'waiting',
  succeeded: 'done',
  failed: 'failed',
  skipped: 'skipped',
  cancelled: 'skipped',
};

export const deliveryTones: Record<DeliveryStatus, Tone> = {
  queued: 'waiting',
  sending: 'running',
  unknown: 'partly',
  sent: 'done',
  delivered: 'done',
  opened: 'done',
  clicked: 'done',
  'survey-started': 'done',
  'partially-finished': 'done',
  finished: 'done',
  'soft-bounce': 'partly',
  'hard-bounce': 'failed',
  failed: 'failed',
  complaint: 'failed',
  skipped: 'skipped',
  'opted-out': 'skipped',
  expired: 'skipped',
};

export const surveyTones: Record<SurveyStatus, Tone> = {
  new: 'waiting',
  active: 'done',
  paused: 'partly',
  closed: 'skipped',
};

export const responseTones: Record<ResponseStatus, Tone> = { 'in-progress': 'running', finished: 'done' };

export const eventSourceTones: Record<EventSourceStatus, Tone> = {
  waiting: 'waiting',
  active: 'done',
  disabled: 'skipped',
};

export const workflowTones: Record<WorkflowStatus, Tone> = { on: 'done', off: 'skipped' };

/** The statuses of a tone table, typed. */
export function statusesOf<Status extends string>(tones: Record<Status, Tone>): Status[] {
  return Object.keys(tones).filter((key): key is Status => key in tones);
}

export function isStatusOf<Status extends string>(tones: Record<Status, Tone>, value: unknown): value is Status {
  return typeof value === 'string' && Object.hasOwn(tones, value);
}
