import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { EventSourceId, SecretScheme, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';

/** A secret of an event source as its administrator sees it: never the secret. */
export interface EventSourceSecret {
  scheme: SecretScheme;
  /** Its last four characters. */
  hint: string;
  createdAt: Date;
  /** When it stops being taken; null = it is the current one. */
  expiresAt: Date | null;
}

/** What a bearer token is known by. Tokens are random, so a plain hash is enough: there is nothing to guess. */
export const bearerTokenHash = (token: string) => createHash('sha256').update(token).digest('hex');

/**
 * Makes a secret and lets the earlier ones end after `overlapHours` at most. It is answered here once: the database keeps of
 * a bearer token the hash alone, and gives the key of an HMAC to the ingress alone.
 */
export async function replaceEventSourceSecret(
  db: Queryable,
  workspaceId: WorkspaceId,
  eventSourceId: EventSourceId,
  scheme: SecretScheme,
  overlapHours: number,
): Promise<string> {
  await db.query(
    `update event_source_secrets set expires_at = least(expires_at, now() + $3 * interval '1 hour')
      where workspace_id = $1 and event_source_id = $2`,
    [workspaceId, eventSourceId, overlapHours],
  );
  const { shown, kept } = newSecret(scheme);
  await db.query(
    `insert into event_source_secrets (id, workspace_id, event_source_id, scheme, secret, hint)
     values ($1, $2, $3, $4, $5, $6)`,
    [randomUUID(), workspaceId, eventSourceId, scheme, kept, shown.slice(-4)],
  );
  return shown;
}

function newSecret(scheme: SecretScheme): { shown: string; kept: string } {
  if (scheme === 'bearer') {
    const token = `cvi_${randomBytes(32).toString('base64url')}`;
    return { shown: token, kept: bearerTokenHash(token) };
  }
  const key = randomBytes(32).toString('base64');
  return { shown: `whsec_${key}`, kept: key };
}
