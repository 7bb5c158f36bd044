import type { Queryable } from '@canvass/database';
import type { WorkspaceId } from '@canvass/domain';
import type { Request } from 'express';
import type { z } from 'zod';
import type { Auth } from '../auth/auth.ts';
import type { Principal } from '../auth/principal.ts';
import type { RouteSpec } from '../contract/route-spec.ts';
import type { ApiServices } from '../services.ts';
import { openCursor, sealCursor } from './pagination.ts';
import { toPlaces } from './places.ts';
import { ProblemError } from './problem-error.ts';
import { unstorablePlaces } from './storable.ts';

/** What a handler has beside what was sent. */
export interface RequestContext {
  readonly principal: Principal;
  readonly workspaceId: WorkspaceId;
  readonly services: ApiServices;
  /** A transaction that sees this workspace only. */
  inWorkspace<Result>(work: (db: Queryable) => Promise<Result>): Promise<Result>;
}

/** A spec with its handler, ready to be mounted. */
export interface Route {
  readonly spec: RouteSpec;
  answer(request: Pick<Request, 'params' | 'query' | 'body'>, context: RequestContext): Promise<unknown>;
}

/** A route that asks nobody to be signed in. */
export interface OpenRoute {
  readonly spec: RouteSpec;
  answerAnybody(request: Pick<Request, 'body'>, parts: { services: ApiServices; auth: Auth }): Promise<unknown>;
}

/** Ties a handler to a spec that needs nothing. */
export function openRoute<Body extends z.ZodType, Reply extends z.ZodType>(
  spec: RouteSpec<z.ZodUndefined, z.ZodUndefined, Body, Reply>,
  handler: (body: z.output<Body>, parts: { services: ApiServices; auth: Auth }) => Promise<z.input<Reply>>,
): OpenRoute {
  return {
    spec,
    answerAnybody: async (request, parts) =>
      spec.reply.parse(await handler(read(spec.body, request.body ?? {}, invalid), parts)),
  };
}

/** Ties a handler to a spec: it gets what the spec's schemas read, and answers what the spec says. */
export function route<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Reply extends z.ZodType,
>(
  spec: RouteSpec<Params, Query, Body, Reply>,
  handler: (
    request: { params: z.output<Params>; query: z.output<Query>; body: z.output<Body> },
    context: RequestContext,
  ) => Promise<z.input<Reply>>,
): Route {
  return {
    spec,
    async answer(request, context) {
      const given = {
        params: read(spec.params, request.params, notFound),
        query: read(spec.query, spec.query ? openCursor(spec.path, request.query) : undefined, invalid),
        body: read(spec.body, spec.body ? (request.body ?? {}) : undefined, invalid),
      };
      // What is not in the document is not served, whatever a query selects.
      return sealCursor(spec.path, spec.reply.parse(await handler(given, context)));
    },
  };
}

function read<Schema extends z.ZodType>(
  schema: Schema | undefined,
  value: unknown,
  refuse: (error: z.ZodError) => ProblemError,
): z.output<Schema>;
function read(schema: z.ZodType | undefined, value: unknown, refuse: (error: z.ZodError) => ProblemError): unknown {
  if (schema === undefined) return undefined; // as `defineRoute` types a spec that leaves it out
  const places = unstorablePlaces(value);
  if (places.length > 0) throw new ProblemError('invalid-request', { places });
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw refuse(parsed.error);
  return parsed.data;
}

/** An id that can't be one names nothing. */
const notFound = () => new ProblemError('not-found');

function invalid(error: z.ZodError): ProblemError {
  const inDefinition = error.issues.every((issue) => issue.path[0] === 'definition');
  return new ProblemError(inDefinition ? 'invalid-definition' : 'invalid-request', { places: toPlaces(error.issues) });
}
