import { z } from 'zod';
import {
  ContactId,
  DeliveryId,
  DistributionId,
  InvitationId,
  NotificationId,
  ResponseId,
  RunId,
  SurveyId,
  WebhookEndpointId,
  WorkflowId,
  WorkspaceId,
} from './ids.ts';

const instant = z.iso.datetime();

const runStatuses = ['succeeded', 'partially-failed', 'failed', 'cancelled', 'skipped'] as const;

const RunData = z.object({
  workspaceId: WorkspaceId,
  runId: RunId,
  workflowId: WorkflowId,
  notificationId: NotificationId,
  contactId: ContactId.nullable().describe('Null where no contact task has found one'),
  recordId: z.string().nullable().describe('Id of the Salesforce record'),
  status: z.enum(runStatuses).describe('How it ended this time; a run that is retried ends again'),
  receivedAt: instant,
  finishedAt: instant,
});

const deliveryStatuses = [
  'unknown',
  'sent',
  'delivered',
  'soft-bounce',
  'hard-bounce',
  'failed',
  'opted-out',
  'complaint',
  'opened',
  'clicked',
] as const;

const DeliveryData = z.object({
  workspaceId: WorkspaceId,
  deliveryId: DeliveryId,
  distributionId: DistributionId,
  surveyId: SurveyId,
  workflowId: WorkflowId,
  runId: RunId,
  contactId: ContactId,
  invitationId: InvitationId.nullable().describe('Null where the person had opted out before a link was made'),
  channel: z.enum(['email', 'sms']),
  status: z.enum(deliveryStatuses).describe('What happened now; the delivery may have gone on since'),
  recipient: z
    .string()
    .nullable()
    .describe('Address or number, only where the event is about it: hard-bounce, complaint, opted-out. Otherwise null'),
  failureCode: z.string().nullable().describe('A code of the error catalogue, where it failed'),
});

const responseStatuses = ['started', 'finished'] as const;

const ResponseData = z.object({
  workspaceId: WorkspaceId,
  responseId: ResponseId,
  surveyId: SurveyId,
  surveyVersion: z.int(),
  invitationId: InvitationId.nullable(),
  contactId: ContactId.nullable(),
  runId: RunId.nullable(),
  status: z.enum(responseStatuses),
  startedAt: instant,
  finishedAt: instant.nullable(),
});

const TestData = z.object({ workspaceId: WorkspaceId, endpointId: WebhookEndpointId });

/** What an endpoint can ask for, by the kind of thing that it is about. */
export const webhookEventTypes = [
  ...runStatuses.map((status) => `run.${status}` as const),
  ...deliveryStatuses.map((status) => `delivery.${status}` as const),
  ...responseStatuses.map((status) => `response.${status}` as const),
] as const;
export type WebhookEventType = (typeof webhookEventTypes)[number];
export const WebhookEventType = z.enum(webhookEventTypes);

/** Sent on somebody's wish to a single endpoint, whatever it asks for. */
export const testEventType = 'webhook.test' as const;

/** The schema of `data` by the first part of an event's type. */
export const webhookData = { run: RunData, delivery: DeliveryData, response: ResponseData, webhook: TestData } as const;
export type WebhookSubject = keyof typeof webhookData;

/** What is posted: thin, ids and statuses; the rest is asked of the API, by whoever may. */
export interface WebhookPayload {
  readonly type: string;
  /** When it happened, not when it is sent. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The run, delivery or response that a type is about. */
export function subjectOf(type: string): WebhookSubject {
  const [subject] = type.split('.');
  if (subject === 'run' || subject === 'delivery' || subject === 'response') return subject;
  return 'webhook';
}

const example = (digit: string) => `01994c2e-7a10-7${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`;

/** An example of every type's payload: for the documentation, and read by the schemas in tests. */
export function webhookExample(type: WebhookEventType | typeof testEventType): WebhookPayload {
  const subject = subjectOf(type);
  const status = type.slice(subject.length + 1);
  const [timestamp, workspaceId] = ['2026-03-02T12:00:04.512Z', example('1')];
  const ids = { runId: example('2'), workflowId: example('3'), contactId: example('4'), invitationId: example('6') };
  const { runId, workflowId, contactId, invitationId } = ids;
  const surveyId = example('5');
  if (subject === 'run') {
    const of = { runId, workflowId, notificationId: example('7'), contactId, recordId: '5003000000D8cuIAAR' };
    const at = { receivedAt: '2026-03-02T12:00:01.003Z', finishedAt: timestamp };
    return { type, timestamp, data: { workspaceId, ...of, status, ...at } };
  }
  if (subject === 'delivery') {
    const of = { deliveryId: example('8'), distributionId: example('9'), surveyId, ...ids, channel: 'email', status };
    const recipient = aboutAddress.has(status) ? 'ada@example.com' : null;
    const failureCode = { failed: 'recipient-refused', 'hard-bounce': 'email-bounced' }[status] ?? null;
    return { type, timestamp, data: { workspaceId, ...of, recipient, failureCode } };
  }
  if (subject === 'response') {
    const of = { responseId: example('a'), surveyId, surveyVersion: 3, invitationId, contactId, runId, status };
    const finishedAt = status === 'finished' ? timestamp : null;
    return { type, timestamp, data: { workspaceId, ...of, startedAt: '2026-03-02T11:58:20.000Z', finishedAt } };
  }
  return { type, timestamp, data: { workspaceId, endpointId: example('b') } };
}

/** Statuses of a delivery that are about the address: only they carry it. */
export const aboutAddress: ReadonlySet<string> = new Set(['hard-bounce', 'complaint', 'opted-out']);
