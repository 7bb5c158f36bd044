import {
  EventSourceId,
  eventSourceKinds,
  eventSourceStatuses,
  fieldTypes,
  NotificationId,
  RejectionId,
  runStatuses,
  secretSchemes,
} from '@canvass/domain';
import { z } from 'zod';
import { Instant, oneOrMore, pageOf, pageQuery } from './common.ts';
import { defineRoute } from './route-spec.ts';

const name = z.string().trim().min(1).max(255);
/** 15 or 18 characters; both forms name the same org. */
const organizationId = z
  .string()
  .regex(/^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/, 'an OrganizationId has 15 or 18 characters');
const objectType = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,254}$/, 'an API name such as Case or acme__Visit__c');
const fieldName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,254}$/, 'a name such as Priority or customer.email');
/** Of names as fields have them, so that nothing needs escaping. */
const pointer = z
  .string()
  .max(255)
  .regex(/^(?:\/[A-Za-z_][\w.-]*)+$/, 'a JSON Pointer such as /eventId or /order/id');
const scheme = z.enum(secretSchemes).describe('`bearer` = a token; `hmac` = a key that signs (Standard Webhooks)');
const overlapHours = z.number().min(0).max(720).default(24);
const params = z.object({ eventSourceId: EventSourceId });

export const EventSourceField = z
  .object({
    name: z.string(),
    type: z.enum(fieldTypes),
    example: z.string().nullable().describe('A value of the latest message'),
    firstSeenAt: Instant.nullable(),
    lastSeenAt: Instant.nullable(),
    silentSince: Instant.nullable().describe(
      'Messages came for a week without this field, which they had before: when it was last seen; null = no suspicion',
    ),
  })
  .meta({ id: 'EventSourceField' });

const Certificate = z
  .strictObject({
    header: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9-]{0,99}$/, 'the name of a header')
      .describe('In which the trusted proxy passes the certificate on'),
    kind: z.enum(['subject', 'fingerprint']),
    value: z
      .string()
      .trim()
      .min(1)
      .max(1000)
      .describe('The subject exactly as the proxy writes it, or the fingerprint'),
  })
  .meta({ id: 'EventSourceCertificate' });
const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'an address or a network such as 203.0.113.0/24');

export const EventSource = z
  .object({
    id: z.string(),
    kind: z.enum(eventSourceKinds).describe('`salesforce` = outbound messages (SOAP); `json` = JSON over HTTPS'),
    name: z.string(),
    url: z.string().describe('Where its messages are sent to: in Salesforce the endpoint URL of the outbound message'),
    previousUrlsValidUntil: Instant.nullable().describe(
      'End of the overlap after a rotation; null = only `url` is valid',
    ),
    organizationId: z.string().nullable(),
    objectType: z.string().nullable(),
    status: z.enum(eventSourceStatuses),
    firstMessageAt: Instant.nullable(),
    lastMessageAt: Instant.nullable(),
    duplicateCount: z.number().int().describe('Notifications that came again and were not run again'),
    keyPointer: z
      .string()
      .nullable()
      .describe(
        'JSON Pointer to an event’s idempotency key; null = header Idempotency-Key, /idempotencyKey or /eventId',
      ),
    recordPointer: z
      .string()
      .nullable()
      .describe('JSON Pointer to the id of what an event is about; null = /recordId, /Id or /id'),
    secrets: z
      .array(
        z.object({
          scheme,
          hint: z.string().describe('Its last four characters'),
          createdAt: Instant,
          expiresAt: Instant.nullable().describe('End of the overlap after a rotation; null = the current one'),
        }),
      )
      .describe('Those that are taken now, of kind json; never the secrets themselves'),
    allowedNetworks: z.array(z.string()).nullable().describe('Networks (CIDR) that may send; null = all'),
    certificate: Certificate.nullable().describe('Client certificate that senders show to the proxy; null = none'),
    fields: z.array(EventSourceField),
    createdAt: Instant,
  })
  .meta({ id: 'EventSource' });

export const NewEventSource = EventSource.extend({
  secret: z.string().nullable().describe('Of kind json: the token or key, shown this once'),
}).meta({ id: 'NewEventSource' });

export const Rejection = z
  .object({
    id: z.string(),
    eventSourceId: z.string(),
    eventSourceName: z.string(),
    receivedAt: Instant,
    lastReceivedAt: Instant,
    count: z.number().int().describe('How often Salesforce sent it'),
    reason: z.string(),
    detail: z.string(),
    head: z.string().describe('The head of the message, secrets removed'),
  })
  .meta({ id: 'Rejection' });

export const Notification = z
  .object({
    id: z.string(),
    eventSourceId: z.string(),
    salesforceId: z.string().describe('Id of the Notification as Salesforce sent it'),
    recordId: z.string().nullable(),
    objectType: z.string().nullable(),
    fields: z.record(z.string(), z.string().nullable()).describe('Field → text as received'),
    problem: z.string().nullable().describe('Why no workflow can use it'),
    receivedAt: Instant,
    runs: z.array(
      z.object({
        id: z.string(),
        workflowId: z.string(),
        workflowName: z.string().nullable(),
        status: z.enum(runStatuses),
      }),
    ),
  })
  .meta({ id: 'Notification' });

const tag = 'Event sources';

export const eventSourcesContract = {
  listEventSources: defineRoute({
    method: 'get',
    path: '/event-sources',
    tag,
    summary: 'List event sources, oldest first',
    needs: 'read',
    query: z.strictObject({ ...pageQuery, status: oneOrMore(eventSourceStatuses) }),
    reply: pageOf(EventSource),
  }),
  createEventSource: defineRoute({
    method: 'post',
    path: '/event-sources',
    tag,
    summary: 'Create an event source and its URL',
    description:
      'Of kind `salesforce`, the org and the object type are pinned by the first message unless they are given. Of kind `json`, the reply has the secret, which is shown once.',
    needs: 'write',
    audit: { action: 'event-source.created' },
    body: z
      .strictObject({
        name,
        kind: z.enum(eventSourceKinds).default('salesforce'),
        organizationId: organizationId.optional().describe('Of kind salesforce'),
        objectType: objectType.optional().describe('Of kind salesforce'),
        scheme: scheme.optional().describe('Of kind json: how senders show that they may send; `bearer` unless given'),
      })
      .superRefine((body, context) => {
        for (const key of body.kind === 'json' ? (['organizationId', 'objectType'] as const) : (['scheme'] as const)) {
          if (body[key] === undefined) continue;
          context.addIssue({ code: 'custom', path: [key], message: `is not for the kind ${body.kind}` });
        }
      }),
    reply: NewEventSource,
    status: 201,
  }),
  getEventSource: defineRoute({
    method: 'get',
    path: '/event-sources/{eventSourceId}',
    tag,
    summary: 'Get an event source',
    needs: 'read',
    params,
    reply: EventSource,
  }),
  updateEventSource: defineRoute({
    method: 'patch',
    path: '/event-sources/{eventSourceId}',
    tag,
    summary: 'Rename an event source, add fields, set their types or remove them',
    needs: 'write',
    audit: { action: 'event-source.changed', keep: ['name', 'objectType', 'removedFields'] },
    params,
    body: z.strictObject({
      name: name.optional(),
      objectType: objectType.optional().describe('Only while none is pinned'),
      fields: z
        .array(z.strictObject({ name: fieldName, type: z.enum(fieldTypes) }))
        .max(1000)
        .optional()
        .describe('Added when new; an existing field gets this type'),
      keyPointer: pointer.nullable().optional().describe('Of kind json; null = the usual places'),
      recordPointer: pointer.nullable().optional().describe('Of kind json; null = the usual places'),
      allowedNetworks: z.array(network).min(1).max(200).nullable().optional().describe('Who may send; null = all'),
      certificate: Certificate.nullable().optional().describe('null = none is asked for'),
      removedFields: z
        .array(fieldName)
        .max(1000)
        .optional()
        .describe('Forgotten first; a field that a message has is learned again'),
    }),
    reply: EventSource,
  }),
  disableEventSource: defineRoute({
    method: 'post',
    path: '/event-sources/{eventSourceId}/disable',
    tag,
    summary: 'Refuse messages from now on',
    needs: 'write',
    audit: { action: 'event-source.disabled' },
    params,
    reply: EventSource,
  }),
  enableEventSource: defineRoute({
    method: 'post',
    path: '/event-sources/{eventSourceId}/enable',
    tag,
    summary: 'Accept messages again',
    needs: 'write',
    audit: { action: 'event-source.enabled' },
    params,
    reply: EventSource,
  }),
  rotateEventSource: defineRoute({
    method: 'post',
    path: '/event-sources/{eventSourceId}/rotate',
    tag,
    summary: 'Make a new URL; the old one stays valid for an overlap',
    needs: 'write',
    audit: { action: 'event-source.rotated', keep: ['overlapHours'] },
    params,
    body: z.strictObject({ overlapHours: overlapHours.describe('0 = the old URL stops at once') }),
    reply: EventSource,
  }),
  replaceEventSourceSecret: defineRoute({
    method: 'post',
    path: '/event-sources/{eventSourceId}/secret',
    tag,
    summary: 'Make a new token or key; those before stay valid for an overlap',
    description: 'Of kind `json` only. The secret is in this reply and nowhere else.',
    needs: 'write',
    audit: { action: 'event-source.secret-replaced', keep: ['scheme', 'overlapHours'] },
    params,
    body: z.strictObject({ scheme, overlapHours: overlapHours.describe('0 = the old secrets stop at once') }),
    reply: NewEventSource,
    status: 201,
  }),
  listRejections: defineRoute({
    method: 'get',
    path: '/rejections',
    tag: 'Rejections',
    summary: 'List messages that were not accepted, newest first',
    needs: 'read',
    query: z.strictObject({ ...pageQuery, eventSourceId: EventSourceId.optional() }),
    reply: pageOf(Rejection),
  }),
  getRejection: defineRoute({
    method: 'get',
    path: '/rejections/{rejectionId}',
    tag: 'Rejections',
    summary: 'Get a rejection',
    needs: 'read',
    params: z.object({ rejectionId: RejectionId }),
    reply: Rejection,
  }),
  listNotifications: defineRoute({
    method: 'get',
    path: '/notifications',
    tag: 'Notifications',
    summary: 'List notifications, newest first',
    needs: 'read',
    query: z.strictObject({
      ...pageQuery,
      eventSourceId: EventSourceId.optional(),
      recordId: z.string().max(255).optional(),
    }),
    reply: pageOf(Notification),
  }),
  getNotification: defineRoute({
    method: 'get',
    path: '/notifications/{notificationId}',
    tag: 'Notifications',
    summary: 'Get a notification',
    needs: 'read',
    params: z.object({ notificationId: NotificationId }),
    reply: Notification,
  }),
};
