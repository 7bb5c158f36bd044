import { inWorkspace, type Queryable } from '@canvass/database';
import { httpServerSpan } from '@canvass/platform';
import express, { type RequestHandler, Router } from 'express';
import type { Auth } from '../auth/auth.ts';
import type { Authenticate } from '../auth/authenticate.ts';
import { requireRightOnWorkflow } from '../auth/workflow-access.ts';
import type { Right } from '../contract/route-spec.ts';
import type { ApiServices } from '../services.ts';
import { audited } from './audited.ts';
import { Download } from './download.ts';
import { sendProblem } from './error-handler.ts';
import { observe } from './observe.ts';
import { ProblemError } from './problem-error.ts';
import type { OpenRoute, Route } from './route.ts';

const base = '/api/v1';
const rightsOf: Readonly<Record<string, readonly Right[]>> = {
  admin: ['read', 'write', 'administer'],
  editor: ['read', 'write'],
  analyst: ['read'],
  viewer: ['read'],
};

/** Every route of the API below `/api/v1`, and plain answers to addresses and methods that it does not have. */
export function apiRouter(
  routes: readonly (Route | OpenRoute)[],
  services: ApiServices,
  auth: Auth,
  authenticate: Authenticate,
): Router {
  const router = Router({ strict: false });
  const readBody = express.json({ limit: '1mb' });
  for (const route of routes) {
    const { spec } = route;
    router[spec.method](
      toExpressPath(spec.path),
      ...observed(services, spec.path),
      ...(spec.body ? [requireJson, readBody] : []),
      'answer' in route ? answer(route, services, authenticate) : answerAnybody(route, services, auth),
    );
  }
  for (const path of new Set(routes.map((route) => route.spec.path))) {
    const allowed = routes.filter((route) => route.spec.path === path).map((route) => route.spec.method.toUpperCase());
    router.all(toExpressPath(path), ...observed(services, path), (_request, response) => {
      response.setHeader('Allow', allowed.join(', '));
      sendProblem(response, { code: 'method-not-allowed', detail: `Allowed: ${allowed.join(', ')}` });
    });
  }
  return router;
}

function observed({ log }: ApiServices, path: string): RequestHandler[] {
  return [observe(log, `${base}${path}`), httpServerSpan(`${base}${path}`)];
}

/** A body of another kind is refused as such: unread, it would look like a body without properties. */
const requireJson: RequestHandler = (request, _response, next) => {
  const isEmpty = request.get('content-length') === '0';
  if (!isEmpty && request.is('application/json') === false) throw new ProblemError('unsupported-media-type');
  next();
};

function answer(route: Route, services: ApiServices, authenticate: Authenticate): RequestHandler {
  return async (request, response) => {
    const principal = await authenticate(request);
    if (!rightsOf[principal.role]?.includes(route.spec.needs)) {
      throw new ProblemError('forbidden', { detail: `The role “${principal.role}” does not have this right.` });
    }
    const { workspaceId } = principal;
    const within = <Result>(work: (db: Queryable) => Promise<Result>) => inWorkspace(services.pool, workspaceId, work);
    const { onWorkflow, audit } = route.spec;
    if (onWorkflow) await within((db) => requireRightOnWorkflow(db, principal, request.params, onWorkflow));
    const reply = await route.answer(request, {
      principal,
      workspaceId,
      services,
      inWorkspace: audit === undefined ? within : (work) => within(audited(work, audit, principal, request)),
    });
    response.status(route.spec.status ?? 200).setHeader('Cache-Control', 'private, no-store');
    if (reply instanceof Download) await reply.send(response);
    else response.json(reply);
  };
}

function answerAnybody(route: OpenRoute, services: ApiServices, auth: Auth): RequestHandler {
  return async (request, response) => {
    const reply = await route.answerAnybody(request, { services, auth });
    response
      .status(route.spec.status ?? 200)
      .setHeader('Cache-Control', 'private, no-store')
      .json(reply);
  };
}

function toExpressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
