import type { ErrorCode, WorkflowRight } from '@canvass/domain';
import type { z } from 'zod';
import type { AuditAction } from './audit-actions.ts';

/**
 * What a caller needs to be: any member reads, editors and keys change, administrators administer. `nothing`: nobody has to
 * be signed in, what is sent proves all that it takes.
 */
export type Right = 'read' | 'write' | 'administer' | 'nothing';

/** How a change is written down in the audit log, in the transaction of the change itself. */
export interface AuditSpec {
  readonly action: AuditAction;
  /** Properties of the body that say what was changed; none that could hold a secret or the data of a person. */
  readonly keep?: readonly string[];
}

/**
 * One operation of the API, once: the router, the validation and the OpenAPI document are all made from it, so that the
 * document can't say anything else than what is served.
 */
export interface RouteSpec<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/api/v1`, with `{name}` for parameters. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly needs: Right;
  /** What the caller needs on the workflow that `params` name, or whose run, distribution or delivery. Held before the handler is asked. */
  readonly onWorkflow?: WorkflowRight;
  readonly audit?: AuditSpec;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly reply: Reply;
  /** Where the reply is a file: its media type; the handler answers a `Download`. */
  readonly fileType?: string;
  /** 200 unless something was made. */
  readonly status?: 201;
  /** Problems beyond those that every route may answer with. */
  readonly problems?: readonly ErrorCode[];
}

/** Types a spec by its schemas. */
export function defineRoute<
  Reply extends z.ZodType,
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(spec: RouteSpec<Params, Query, Body, Reply>): RouteSpec<Params, Query, Body, Reply> {
  return spec;
}

/** The routes of one kind of resource by operation id. */
export type Contract = Readonly<Record<string, RouteSpec>>;
