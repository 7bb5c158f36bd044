import { EventSourceId } from '@canvass/domain';
import { z } from 'zod';
import { Instant } from './common.ts';
import { defineRoute } from './route-spec.ts';

const params = z.object({ eventSourceId: EventSourceId });

export const EventSourceHealth = z
  .object({
    minutes: z
      .array(z.object({ at: Instant, messages: z.number().int(), notifications: z.number().int() }))
      .describe('Acknowledged in each of the last 60 minutes, oldest first'),
    capped: z.boolean().describe('True = more came than was counted: only the newest part of the hour is shown'),
    lag: z.object({
      waiting: z.number().int().describe('Messages that wait to be turned into runs; counted to 10,000'),
      oldestWaitingSince: Instant.nullable(),
      medianMs: z.number().nullable().describe('From acknowledgement to runs, in the last hour'),
      slowestMs: z.number().nullable(),
    }),
    rejections: z
      .array(z.object({ reason: z.string(), count: z.number().int(), latestAt: Instant }))
      .describe('Of the last 24 hours, most frequent first'),
  })
  .meta({ id: 'EventSourceHealth' });

export const checkCodes = [
  'address-reachable',
  'source-enabled',
  'secret-current',
  'messages-arrive',
  'messages-accepted',
  'messages-new',
  'messages-worked-on',
  'workflow-on',
  'conditions-met',
  'survey-active',
  'email-known',
  'sender-verified',
  'runs-succeed',
] as const;

export const EventSourceCheck = z
  .object({
    code: z.enum(checkCodes),
    outcome: z.enum(['fine', 'problem', 'unknown']).describe('`unknown` = nothing to judge by yet'),
    findings: z
      .array(
        z.object({
          code: z.string().describe('A reason for a rejection, a code of the error catalogue, or what the check found'),
          subject: z.string().nullable().describe('Whose: the name of a workflow or survey, an address'),
          sentence: z.string().nullable().describe('For a code of the error catalogue: what happened'),
          remedy: z.string().nullable().describe('For a code of the error catalogue: what to do'),
          count: z.number().int().nullable(),
          id: z.string().nullable().describe('The workflow, survey or run to look at'),
        }),
      )
      .describe('What was met'),
  })
  .meta({ id: 'EventSourceCheck' });

const tag = 'Event sources';

export const eventSourceHealthContract = {
  getEventSourceHealth: defineRoute({
    method: 'get',
    path: '/event-sources/{eventSourceId}/health',
    tag,
    summary: 'How an event source did: acknowledgements, lag and rejections',
    needs: 'read',
    params,
    reply: EventSourceHealth,
  }),
  checkEventSource: defineRoute({
    method: 'get',
    path: '/event-sources/{eventSourceId}/checks',
    tag,
    summary: 'Look for the usual reasons why no survey goes out',
    description: 'Only what can be seen from here; what only Salesforce knows is in the set-up guide.',
    needs: 'read',
    params,
    reply: z.object({ checks: z.array(EventSourceCheck) }),
  }),
};
