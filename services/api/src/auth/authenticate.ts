import { findApiKey, listMemberships, touchApiKey } from '@canvass/database';
import { fromNodeHeaders } from 'better-auth/node';
import type { Request } from 'express';
import { ProblemError } from '../http/problem-error.ts';
import type { ApiServices } from '../services.ts';
import type { Auth } from './auth.ts';
import type { Principal } from './principal.ts';
import { comesFromConsole } from './same-origin.ts';

/** Who is asking; throws `unauthenticated`, or `forbidden` where the session may not do this here. */
export type Authenticate = (request: Request) => Promise<Principal>;

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export function createAuthenticate(services: ApiServices, auth: Auth): Authenticate {
  return async (request) => {
    const { authorization } = request.headers;
    if (authorization === undefined) return bySession(request, services, auth);
    const key = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (key === undefined)
      throw new ProblemError('unauthenticated', { detail: 'The Authorization header is no Bearer.' });
    return byApiKey(key, services);
  };
}

async function byApiKey(key: string, { pool, log }: ApiServices): Promise<Principal> {
  const found = await findApiKey(pool, key);
  if (found === null) throw new ProblemError('unauthenticated', { detail: 'The API key is unknown or revoked.' });
  touchApiKey(pool, found.workspaceId, found.id).catch((error: unknown) => {
    log.warn({ err: error }, 'api-key.not-touched'); // only the date of the last use is late
  });
  return {
    workspaceId: found.workspaceId,
    role: 'editor',
    user: null,
    apiKey: { id: found.id, name: found.name },
  };
}

async function bySession(request: Request, services: ApiServices, auth: Auth): Promise<Principal> {
  const session = await auth.api.getSession({ headers: fromNodeHeaders(request.headers) });
  if (session === null) throw new ProblemError('unauthenticated');
  if (!safeMethods.has(request.method) && !comesFromConsole(request, services.urls.public)) {
    throw new ProblemError('forbidden', { detail: 'A session changes things from the console’s own pages only.' });
  }
  const memberships = await listMemberships(services.pool, session.user.id);
  const wanted = wantedWorkspace(request);
  const membership = wanted === null ? memberships[0] : memberships.find((each) => each.workspaceId === wanted);
  if (membership === undefined) {
    throw new ProblemError('forbidden', { detail: 'The user is not a member of this workspace.' });
  }
  const { id, name, email } = session.user;
  return { workspaceId: membership.workspaceId, role: membership.role, user: { id, name, email }, apiKey: null };
}

/** A browser's event stream can't send headers, so it names the workspace in its address. */
function wantedWorkspace(request: Request): string | null {
  const header = request.get('canvass-workspace');
  if (header !== undefined) return header;
  return request.path.endsWith('/events') && typeof request.query.workspace === 'string'
    ? request.query.workspace
    : null;
}
