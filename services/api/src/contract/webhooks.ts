import { webhookCallStatuses } from '@canvass/database';
import { testEventType, WebhookCallId, WebhookEndpointId, WebhookEventType, webhookEventTypes } from '@canvass/domain';
import { z } from 'zod';
import { Failure, Instant, NoContent, pageOf, pageQuery } from './common.ts';
import { defineRoute } from './route-spec.ts';

const url = z.string().trim().min(1).max(2_000);
const description = z.string().trim().max(255);
const eventTypes = z
  .array(WebhookEventType)
  .min(1)
  .max(webhookEventTypes.length)
  .transform((types) => webhookEventTypes.filter((type) => types.includes(type)));

export const Webhook = z
  .object({
    id: z.string(),
    url: z.string(),
    description: z.string(),
    eventTypes: z.array(WebhookEventType),
    status: z.enum(['enabled', 'disabled']),
    disabledReason: z
      .enum(['by-hand', 'gone', 'failing'])
      .nullable()
      .describe('Switched off by somebody; answered 410; or did nothing but fail for five days'),
    disabledAt: Instant.nullable(),
    failures: z.number().int().describe('In a row, since the last success'),
    failingSince: Instant.nullable(),
    restingUntil: Instant.nullable().describe(
      'Left alone until then after failures in a row; then one call tries it out',
    ),
    previousSecretUntil: Instant.nullable().describe('Until then the secret from before the rotation signs besides'),
    lastSucceededAt: Instant.nullable(),
    createdAt: Instant,
  })
  .meta({ id: 'Webhook' });

export const WebhookDetail = Webhook.extend({
  waiting: z.number().int().describe('Calls to be made; 1,000 = that many or more'),
  failed: z.number().int().describe('Calls given up; 1,000 = that many or more'),
  hours: z
    .array(z.object({ at: Instant, succeeded: z.number().int(), failed: z.number().int() }))
    .describe('Attempts of the last 24 hours, oldest first'),
}).meta({ id: 'WebhookDetail' });

const NewSecret = Webhook.extend({
  secret: z.string().describe('Verifies the signatures; it is shown only now'),
}).meta({ id: 'WebhookWithSecret' });

const WebhookCallBrief = z
  .object({
    id: z.string(),
    eventId: z.string().describe('The header webhook-id: the same for every attempt'),
    type: z.string(),
    at: Instant.describe('When it happened'),
    status: z.enum(webhookCallStatuses),
    attempts: z.number().int(),
    nextAttemptAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    statusCode: z.number().int().nullable().describe('Of the last answer'),
    failure: Failure.nullable(),
  })
  .meta({ id: 'WebhookCallBrief' });

export const WebhookCall = WebhookCallBrief.extend({
  body: z.string().nullable().describe('What is sent; null before the first attempt'),
  log: z
    .array(
      z.object({
        id: z.string(),
        at: Instant,
        durationMs: z.number().int(),
        statusCode: z.number().int().nullable(),
        failure: Failure.nullable(),
        answer: z.string().nullable().describe('The beginning of the answer'),
        nextAttemptAt: Instant.nullable(),
      }),
    )
    .describe('Attempts, newest first, the last hundred'),
}).meta({ id: 'WebhookCall' });

const tag = 'Webhooks';
const params = z.object({ webhookId: WebhookEndpointId });
const ofCall = params.extend({ callId: WebhookCallId });
const needs = 'administer' as const;

export const webhooksContract = {
  listWebhookEventTypes: defineRoute({
    method: 'get',
    path: '/webhook-event-types',
    tag,
    summary: 'What webhooks can be told of, each with an example of what is sent',
    needs: 'read',
    reply: z.object({
      data: z.array(
        z.object({
          type: z.enum([...webhookEventTypes, testEventType]),
          about: z.enum(['run', 'delivery', 'response', 'webhook']),
          example: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  }),
  listWebhooks: defineRoute({
    method: 'get',
    path: '/webhooks',
    tag,
    summary: 'List webhooks, newest first',
    needs,
    reply: z.object({ data: z.array(Webhook) }),
  }),
  createWebhook: defineRoute({
    method: 'post',
    path: '/webhooks',
    tag,
    summary: 'Create a webhook; its secret is shown only now',
    description:
      'Over https, to a public address; private networks and http only where the operator allows them (WEBHOOK_ALLOWED_NETWORKS). At most 20 in a workspace.',
    needs,
    audit: { action: 'webhook.created', keep: ['eventTypes'] },
    body: z.strictObject({ url, description: description.default(''), eventTypes }),
    reply: NewSecret,
    status: 201,
    problems: ['conflict'],
  }),
  getWebhook: defineRoute({
    method: 'get',
    path: '/webhooks/{webhookId}',
    tag,
    summary: 'Get a webhook, and how it has done',
    needs,
    params,
    reply: WebhookDetail,
  }),
  updateWebhook: defineRoute({
    method: 'patch',
    path: '/webhooks/{webhookId}',
    tag,
    summary: 'Change URL, description or event types of a webhook',
    needs,
    audit: { action: 'webhook.changed', keep: ['eventTypes'] },
    params,
    body: z.strictObject({
      url: url.optional(),
      description: description.optional(),
      eventTypes: eventTypes.optional(),
    }),
    reply: Webhook,
  }),
  enableWebhook: defineRoute({
    method: 'post',
    path: '/webhooks/{webhookId}/enable',
    tag,
    summary: 'Send events again, what waited first',
    needs,
    audit: { action: 'webhook.enabled' },
    params,
    reply: Webhook,
  }),
  disableWebhook: defineRoute({
    method: 'post',
    path: '/webhooks/{webhookId}/disable',
    tag,
    summary: 'Send nothing from now on; what happens meanwhile is not kept for it',
    needs,
    audit: { action: 'webhook.disabled' },
    params,
    reply: Webhook,
  }),
  rotateWebhookSecret: defineRoute({
    method: 'post',
    path: '/webhooks/{webhookId}/rotate-secret',
    tag,
    summary: 'Make a new secret, shown only now; both sign for 24 hours',
    needs,
    audit: { action: 'webhook.secret-rotated' },
    params,
    reply: NewSecret,
  }),
  deleteWebhook: defineRoute({
    method: 'delete',
    path: '/webhooks/{webhookId}',
    tag,
    summary: 'Delete a webhook and its log',
    needs,
    audit: { action: 'webhook.deleted' },
    params,
    reply: NoContent,
  }),
  testWebhook: defineRoute({
    method: 'post',
    path: '/webhooks/{webhookId}/test',
    tag,
    summary: `Send the event ${testEventType} to this webhook`,
    needs,
    params,
    reply: z.object({ callId: z.string() }),
    status: 201,
    problems: ['conflict'],
  }),
  listWebhookCalls: defineRoute({
    method: 'get',
    path: '/webhooks/{webhookId}/calls',
    tag,
    summary: 'Events sent, or to be sent, to a webhook, newest first',
    needs,
    params,
    query: z.strictObject({ ...pageQuery, status: z.enum(webhookCallStatuses).optional() }),
    reply: pageOf(WebhookCallBrief),
  }),
  getWebhookCall: defineRoute({
    method: 'get',
    path: '/webhooks/{webhookId}/calls/{callId}',
    tag,
    summary: 'One event with what is sent and every attempt',
    needs,
    params: ofCall,
    reply: WebhookCall,
  }),
  replayWebhookCall: defineRoute({
    method: 'post',
    path: '/webhooks/{webhookId}/calls/{callId}/replay',
    tag,
    summary: 'Send one event again, under the same id',
    needs,
    params: ofCall,
    reply: WebhookCall,
  }),
  replayWebhookCalls: defineRoute({
    method: 'post',
    path: '/webhooks/{webhookId}/replay',
    tag,
    summary: 'Send the events of a span of time again: those that failed, or all that ended',
    needs,
    audit: { action: 'webhook.replayed', keep: ['from', 'to', 'which'] },
    params,
    body: z
      .strictObject({
        from: z.iso.datetime({ offset: true }),
        to: z.iso.datetime({ offset: true }),
        which: z.enum(['failed', 'all']).default('failed'),
      })
      .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ['to'], message: 'must be after "from"' }),
    reply: z.object({
      replayed: z.number().int(),
      more: z.boolean().describe('True = there are more: ask again, for what is left'),
    }),
  }),
};
