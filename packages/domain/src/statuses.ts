/** Every status of the product, once. The database's check constraints and the API's enums are held to these by a test. */

export const eventSourceStatuses = ['waiting', 'active', 'disabled'] as const;
export type EventSourceStatus = (typeof eventSourceStatuses)[number];

/** How an event source is spoken to: by outbound messages of Salesforce, or in JSON over HTTPS by anything else. */
export const eventSourceKinds = ['salesforce', 'json'] as const;
export type EventSourceKind = (typeof eventSourceKinds)[number];

/** How a sender of JSON shows that it may send: a token with each request, or a signature over its content. */
export const secretSchemes = ['bearer', 'hmac'] as const;
export type SecretScheme = (typeof secretSchemes)[number];

export const workflowStatuses = ['on', 'off'] as const;
export type WorkflowStatus = (typeof workflowStatuses)[number];

export const runStatuses = [
  'queued',
  'running',
  'waiting',
  'succeeded',
  'partially-failed',
  'failed',
  'skipped',
  'cancelled',
] as const;
export type RunStatus = (typeof runStatuses)[number];

/** `waiting` = a transient failure; due again at `dueAt`. `skipped` = not to be done (opted out, earlier failure). A branch not taken leaves no task runs. */
export const taskRunStatuses = ['queued', 'running', 'waiting', 'succeeded', 'failed', 'skipped', 'cancelled'] as const;
export type TaskRunStatus = (typeof taskRunStatuses)[number];

export const surveyStatuses = ['new', 'active', 'paused', 'closed'] as const;
export type SurveyStatus = (typeof surveyStatuses)[number];

export const channels = ['email', 'sms'] as const;
export type Channel = (typeof channels)[number];

/**
 * A delivery's status. `queued` waits for a worker; `sending` is fenced: a provider call may be under way;
 * `unknown` = the worker died between fence and answer, so the message may or may not have gone out.
 */
export const deliveryStatuses = [
  'queued',
  'sending',
  'unknown',
  'sent',
  'delivered',
  'soft-bounce',
  'hard-bounce',
  'failed',
  'skipped',
  'opted-out',
  'complaint',
  'opened',
  'clicked',
  'survey-started',
  'partially-finished',
  'finished',
  'expired',
] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export const responseStatuses = ['in-progress', 'finished'] as const;
export type ResponseStatus = (typeof responseStatuses)[number];
