import { needKinds } from '@canvass/database';
import { ApiKeyId, roles } from '@canvass/domain';
import { z } from 'zod';
import { Instant, pageOf, pageQuery } from './common.ts';
import { defineRoute } from './route-spec.ts';

export const Me = z
  .object({
    user: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
    apiKey: z.object({ id: z.string(), name: z.string() }).nullable(),
    role: z.enum(roles),
    workspace: z.object({ id: z.string(), name: z.string(), timeZone: z.string(), defaultCountry: z.string() }),
    workspaces: z
      .array(z.object({ id: z.string(), name: z.string(), role: z.enum(roles) }))
      .describe('Those that the user may choose with the header Canvass-Workspace'),
  })
  .meta({ id: 'Me' });

export const Summary = z
  .object({
    since: Instant.describe('Start of today in the workspace’s time zone'),
    notifications: z.number().int(),
    sent: z.number().int(),
    answers: z.number().int(),
    capped: z.boolean().describe('True = at least one of the counts stopped at its bound and is more'),
    needsYou: z.array(
      z.object({
        cause: z
          .string()
          .describe(
            'A code of the error catalogue, the reason of a rejection, the status of a delivery; otherwise the kind',
          ),
        kind: z.enum(needKinds),
        sentence: z.string(),
        remedy: z.string(),
        count: z.number().int(),
        latestAt: Instant,
        exampleId: z
          .string()
          .describe(
            'Id of the newest run, delivery, distribution (`bounce`) or rejection; of the event source or workflow',
          ),
        name: z.string().nullable().describe('Of the event source or workflow'),
        surveyId: z.string().nullable().describe('Of a failed survey task: which survey'),
      }),
    ),
    failingWebhooks: z
      .array(z.object({ id: z.string(), url: z.string(), disabled: z.boolean(), since: Instant }))
      .describe('Webhooks that were disabled because they failed, or have failed for an hour and do still'),
    hours: z
      .array(
        z.object({
          at: Instant,
          notifications: z.number().int(),
          sent: z.number().int(),
          answers: z.number().int(),
        }),
      )
      .describe('The last 24 hours, oldest first'),
    steps: z
      .object({ eventSourceConnected: z.boolean(), surveyPublished: z.boolean(), workflowOn: z.boolean() })
      .describe('What an empty workspace still lacks'),
  })
  .meta({ id: 'Summary' });

export const ApiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string().describe('The first characters, to tell keys apart'),
    createdAt: Instant,
    lastUsedAt: Instant.nullable(),
    revokedAt: Instant.nullable(),
  })
  .meta({ id: 'ApiKey' });

export const workspaceContract = {
  getMe: defineRoute({
    method: 'get',
    path: '/me',
    tag: 'Workspace',
    summary: 'Who is asking, and in which workspace',
    needs: 'read',
    reply: Me,
  }),
  getSummary: defineRoute({
    method: 'get',
    path: '/summary',
    tag: 'Workspace',
    summary: 'Today at a glance, and what needs you',
    needs: 'read',
    reply: Summary,
  }),
  listApiKeys: defineRoute({
    method: 'get',
    path: '/api-keys',
    tag: 'API keys',
    summary: 'List API keys, newest first',
    needs: 'administer',
    query: z.strictObject(pageQuery),
    reply: pageOf(ApiKey),
  }),
  createApiKey: defineRoute({
    method: 'post',
    path: '/api-keys',
    tag: 'API keys',
    summary: 'Create an API key; the key itself is shown only now',
    needs: 'administer',
    audit: { action: 'api-key.created' },
    body: z.strictObject({ name: z.string().trim().min(1).max(255) }),
    reply: ApiKey.extend({ key: z.string() }).meta({ id: 'NewApiKey' }),
    status: 201,
  }),
  revokeApiKey: defineRoute({
    method: 'post',
    path: '/api-keys/{apiKeyId}/revoke',
    tag: 'API keys',
    summary: 'Refuse an API key from now on',
    needs: 'administer',
    audit: { action: 'api-key.revoked' },
    params: z.object({ apiKeyId: ApiKeyId }),
    reply: ApiKey,
  }),
};
