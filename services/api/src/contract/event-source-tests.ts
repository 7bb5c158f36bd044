import { EventSourceId } from '@canvass/domain';
import { isXmlText } from '@canvass/outbound-message';
import { z } from 'zod';
import { Instant } from './common.ts';
import { defineRoute } from './route-spec.ts';

const params = z.object({ eventSourceId: EventSourceId });
const fieldName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,254}$/, 'a name such as Priority or customer.email');
const value = z.string().max(32_000).refine(isXmlText, 'holds a character that no message can carry');
const maxFields = 500;

export const EventSourceTest = z
  .object({
    id: z.string(),
    sentAt: Instant,
    outcome: z
      .enum(['accepted', 'rejected', 'put-off', 'unreachable'])
      .nullable()
      .describe(
        '`put-off` = the ingress was too busy to take it; `unreachable` = the API got no answer of the ingress; null = not known yet',
      ),
    reason: z.string().nullable().describe('Why it was rejected: a reason as of a rejection'),
    detail: z.string().nullable(),
    notificationId: z.string().nullable().describe('Once accepted: with its runs under `/notifications`'),
  })
  .meta({ id: 'EventSourceTest' });

const tag = 'Event sources';

export const eventSourceTestsContract = {
  listEventSourceTests: defineRoute({
    method: 'get',
    path: '/event-sources/{eventSourceId}/test-messages',
    tag,
    summary: 'The newest test messages of an event source, and how many workflows another one would start',
    needs: 'read',
    params,
    reply: z.object({
      tests: z.array(EventSourceTest).describe('At most ten, newest first'),
      workflowsOn: z.number().int().describe('Workflows of the event source that are on'),
    }),
  }),
  sendEventSourceTest: defineRoute({
    method: 'post',
    path: '/event-sources/{eventSourceId}/test-messages',
    tag,
    summary: 'Send a test message',
    description:
      'Sends a message with these values to the event source by the way that real ones come: it is stored, and starts the workflows that are on, which really send. It needs no token, address or certificate, and the event source learns neither org nor object nor fields from it.',
    needs: 'write',
    audit: { action: 'event-source.test-sent' },
    params,
    body: z.strictObject({
      objectType: z
        .string()
        .regex(/^[A-Za-z][A-Za-z0-9_]{0,254}$/, 'an API name such as Case or acme__Visit__c')
        .optional()
        .describe('Of kind salesforce, while the event source knows no object'),
      fields: z
        .record(fieldName, value.nullable())
        .refine((fields) => Object.keys(fields).length <= maxFields, `has at most ${maxFields} fields`)
        .describe('Field → text, as of a notification; null = empty'),
    }),
    reply: EventSourceTest,
    status: 201,
  }),
};
