import {
  Condition,
  ConditionGroup,
  errorCatalogue,
  Step,
  subjectOf,
  testEventType,
  WorkflowDefinition,
  webhookData,
  webhookEventTypes,
  webhookExample,
} from '@canvass/domain';
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiRequestBodyObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import { allRoutes } from '../contract/all-routes.ts';
import { Problem } from '../contract/common.ts';
import type { RouteSpec } from '../contract/route-spec.ts';

/** Schemas of the domain that deserve a name of their own in the document. */
const named = z.registry<{ id: string }>();
named.add(Condition, { id: 'Condition' });
named.add(ConditionGroup, { id: 'ConditionGroup' });
named.add(Step, { id: 'Step' });
named.add(WorkflowDefinition, { id: 'WorkflowDefinition' });

const everywhere = ['invalid-request', 'unauthenticated', 'forbidden', 'internal-error', 'unavailable'] as const;
const withBody = ['payload-too-large', 'unsupported-media-type'] as const;

/** The OpenAPI 3.1 document, made from the same specs that the router is made from. */
export function openApiDocument(serverUrl: string) {
  for (const schema of [Condition, ConditionGroup, Step, WorkflowDefinition]) {
    const entry = named.get(schema);
    if (entry && !z.globalRegistry.has(schema)) z.globalRegistry.add(schema, entry);
  }
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Canvass API',
        version: '1',
        description:
          'Everything that the console does. Lists answer `{ data, nextCursor }`; errors are problem documents (RFC 9457). A method that an address does not have is answered 405.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: serverUrl }],
      security: [{ apiKey: [] }, { session: [] }],
      tags: [...new Set(Object.values(allRoutes).map((route) => route.tag))].map((name) => ({ name })),
      paths: { ...paths(), ...eventStreamPath },
      webhooks: webhooks(),
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of the workspace' },
          session: { type: 'apiKey', in: 'cookie', name: 'canvass.session_token', description: 'A signed-in user' },
        },
        responses: { MethodNotAllowed: methodNotAllowed() },
      },
    },
    {
      override: ({ jsonSchema, zodSchema }) => {
        if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
        if (jsonSchema.format === 'uuid' || jsonSchema.format === 'date-time') delete jsonSchema.pattern;
        if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
        if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      },
    },
  );
}

function paths(): ZodOpenApiPathsObject {
  const byPath: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const [operationId, route] of Object.entries(allRoutes)) {
    byPath[route.path] = { ...byPath[route.path], [route.method]: operation(operationId, route) };
  }
  return byPath;
}

function operation(operationId: string, route: RouteSpec): ZodOpenApiOperationObject {
  const params = route.params instanceof z.ZodObject ? route.params : undefined;
  const query = route.query instanceof z.ZodObject ? route.query : undefined;
  return {
    operationId,
    tags: [route.tag],
    summary: route.summary,
    ...(route.needs === 'nothing' ? { security: [] } : {}),
    ...describe(route),
    ...(params || query ? { requestParams: { ...(params ? { path: params } : {}), ...(query ? { query } : {}) } } : {}),
    ...(route.body ? { requestBody: requestBody(route.body) } : {}),
    responses: {
      [route.status ?? 200]: { description: 'Done', content: replyContent(route) },
      ...problems(route),
    },
  };
}

function describe({ description, onWorkflow }: RouteSpec): { description?: string } {
  const needed = onWorkflow === undefined ? undefined : `Needs the right “${onWorkflow}” on the workflow.`;
  const words = [description, needed].filter((text) => text !== undefined);
  return words.length === 0 ? {} : { description: words.join(' ') };
}

function replyContent({ fileType, reply }: RouteSpec): NonNullable<ZodOpenApiResponseObject['content']> {
  if (fileType === undefined) return { 'application/json': { schema: reply } };
  return { [fileType]: { schema: { type: 'string', format: 'binary' } } };
}

/** What is posted to a workspace's webhooks: by event type, as the same schemas write it. */
function webhooks(): ZodOpenApiPathsObject {
  const posted = [...webhookEventTypes, testEventType].map((type) => {
    const schema = z.object({
      type: z.literal(type),
      timestamp: z.iso.datetime().describe('When it happened'),
      data: webhookData[subjectOf(type)],
    });
    const content = { 'application/json': { schema, example: webhookExample(type) } };
    const post: ZodOpenApiOperationObject = {
      tags: ['Webhooks'],
      summary: `Posted to webhooks that ask for ${type}`,
      description: 'Signed as Standard Webhooks has it: see docs/webhooks.md.',
      security: [],
      requestParams: { header: signature },
      requestBody: { required: true, content },
      responses: { '2XX': { description: 'Taken; any other answer is a failure, and it is sent again' } },
    };
    return [type, { post }] as const;
  });
  return Object.fromEntries(posted);
}

const signature = z.object({
  'webhook-id': z.string().describe('The same for every attempt: what is known already may be left'),
  'webhook-timestamp': z.string().describe('Seconds since 1970, of this attempt'),
  'webhook-signature': z.string().describe('`v1,` and an HMAC-SHA256 in base64; two while a secret is rotated'),
});

/** A body left out is read as one without properties: only where that won't do is it required. */
function requestBody(schema: z.ZodType): ZodOpenApiRequestBodyObject {
  return { required: !schema.safeParse({}).success, content: { 'application/json': { schema } } };
}

function problems(route: RouteSpec) {
  const codes = new Set([
    ...everywhere,
    ...(route.params ? (['not-found'] as const) : []),
    ...(route.onWorkflow ? (['not-shared'] as const) : []),
    ...(route.body ? withBody : []),
    ...(route.problems ?? []),
  ]);
  const byStatus = Map.groupBy(codes, (code) => errorCatalogue[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, sameStatus]) => [
      status,
      problemResponse(sameStatus.map((code) => `\`${code}\`: ${errorCatalogue[code].sentence}`).join(' ')),
    ]),
  );
}

function problemResponse(description: string): ZodOpenApiResponseObject {
  return { description, content: { 'application/problem+json': { schema: Problem } } };
}

/** Of no operation: it answers the methods that an address has no operation for. */
function methodNotAllowed(): ZodOpenApiResponseObject {
  const { sentence } = errorCatalogue['method-not-allowed'];
  return problemResponse(`\`method-not-allowed\`: ${sentence} The header \`Allow\` names those that it takes.`);
}

const eventStreamPath: ZodOpenApiPathsObject = {
  '/events': {
    get: {
      operationId: 'listenForChanges',
      tags: ['Workspace'],
      summary: 'Server-sent events: which kinds of things changed',
      description:
        'Each event is named `changed`; its data is `{ "topics": ["runs", …] }`. A comment every 15 seconds keeps it open.',
      responses: {
        200: { description: 'Open until closed', content: { 'text/event-stream': { schema: z.string() } } },
      },
    },
  },
};
