import { randomBytes } from 'node:crypto';
import { WebhookEndpointId, type WebhookEventType, type WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { newId } from './new-id.ts';

/** Of one workspace. */
export const maxWebhookEndpoints = 20;
/** For how long both secrets sign after a rotation. */
export const secretOverlapMs = 24 * 3_600_000;

export type WebhookDisabledReason = 'by-hand' | 'gone' | 'failing';

export interface WebhookEndpoint {
  id: WebhookEndpointId;
  url: string;
  description: string;
  eventTypes: WebhookEventType[];
  status: 'enabled' | 'disabled';
  disabledReason: WebhookDisabledReason | null;
  disabledAt: Date | null;
  /** In a row, since the last success. */
  failures: number;
  failingSince: Date | null;
  /** Left alone until then, after failures in a row; null = called at once. */
  restingUntil: Date | null;
  /** The secret from before the rotation signs besides until then; null = one secret. */
  previousSecretUntil: Date | null;
  lastSucceededAt: Date | null;
  createdAt: Date;
}

const columns = `
  id, url, description, event_types as "eventTypes", status, disabled_reason as "disabledReason",
  disabled_at as "disabledAt", failures, failing_since as "failingSince",
  case when open_until > now() then open_until end as "restingUntil",
  case when previous_secret_until > now() then previous_secret_until end as "previousSecretUntil",
  last_succeeded_at as "lastSucceededAt", created_at as "createdAt"`;

export interface WebhookSettings {
  url: string;
  description: string;
  eventTypes: WebhookEventType[];
}

/** As Standard Webhooks has it: 24 to 64 random bytes in base64 behind `whsec_`. */
function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** Makes an endpoint; its secret is answered here once. Null when the workspace has as many as it may. */
export async function createWebhookEndpoint(
  db: Queryable,
  workspaceId: WorkspaceId,
  { url, description, eventTypes }: WebhookSettings,
): Promise<(WebhookEndpoint & { secret: string }) | null> {
  const secret = newSecret();
  await db.query('select from workspaces where id = $1 for update', [workspaceId]);
  const { rows } = await db.query<WebhookEndpoint>(
    `insert into webhook_endpoints (id, workspace_id, url, description, event_types, secret)
     select $2, $1, $3, $4, $5, $6
      where (select count(*) from webhook_endpoints where workspace_id = $1) < $7
  returning ${columns}`,
    [workspaceId, newId(WebhookEndpointId), url, description, eventTypes, secret, maxWebhookEndpoints],
  );
  const [made] = rows;
  if (made === undefined) return null;
  await subscribe(db, workspaceId, made.id);
  return { ...made, secret };
}

/** Newest first: there are few. */
export async function listWebhookEndpoints(db: Queryable, workspaceId: WorkspaceId): Promise<WebhookEndpoint[]> {
  const { rows } = await db.query<WebhookEndpoint>(
    `select ${columns} from webhook_endpoints where workspace_id = $1 order by id desc`,
    [workspaceId],
  );
  return rows;
}

export async function findWebhookEndpoint(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: WebhookEndpointId,
): Promise<WebhookEndpoint | null> {
  const { rows } = await db.query<WebhookEndpoint>(
    `select ${columns} from webhook_endpoints where workspace_id = $1 and id = $2`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}

export interface FailingWebhook {
  id: WebhookEndpointId;
  url: string;
  /** By Canvass, for its failures; not one that somebody has switched off. */
  disabled: boolean;
  since: Date;
}

/** Those that somebody has to see to. */
export async function listFailingWebhooks(db: Queryable, workspaceId: WorkspaceId): Promise<FailingWebhook[]> {
  const { rows } = await db.query<FailingWebhook>(
    `select id, url, status = 'disabled' as disabled, coalesce(disabled_at, failing_since) as since
       from webhook_endpoints
      where workspace_id = $1
        and (disabled_reason in ('gone', 'failing')
             or status = 'enabled' and failing_since < now() - interval '1 hour')
      order by since desc`,
    [workspaceId],
  );
  return rows;
}

/** Null when the workspace has no such endpoint. Another URL is a new start: it is called at once. */
export async function changeWebhookEndpoint(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: WebhookEndpointId,
  { url, description, eventTypes }: WebhookSettings,
): Promise<WebhookEndpoint | null> {
  const { rows } = await db.query<WebhookEndpoint>(
    `update webhook_endpoints
        set url = $3, description = $4, event_types = $5, updated_at = now(),
            failures = case when url = $3 then failures else 0 end,
            failing_since = case when url = $3 then failing_since end,
            times_opened = case when url = $3 then times_opened else 0 end,
            open_until = case when url = $3 then open_until else '-infinity' end
      where workspace_id = $1 and id = $2
  returning ${columns}`,
    [workspaceId, id, url, description, eventTypes],
  );
  await subscribe(db, workspaceId, id);
  return rows[0] ?? null;
}

/** Enabling is a new start; what waited goes on. Null when the workspace has no such endpoint. */
export async function switchWebhookEndpoint(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: WebhookEndpointId,
  status: WebhookEndpoint['status'],
): Promise<WebhookEndpoint | null> {
  const { rows } = await db.query<WebhookEndpoint>(
    `update webhook_endpoints
        set status = $3, updated_at = now(),
            disabled_reason = case when $3 = 'disabled' then coalesce(disabled_reason, 'by-hand') end,
            disabled_at = case when $3 = 'disabled' then coalesce(disabled_at, now()) end,
            failures = 0, failing_since = null, times_opened = 0, open_until = '-infinity'
      where workspace_id = $1 and id = $2
  returning ${columns}`,
    [workspaceId, id, status],
  );
  await subscribe(db, workspaceId, id);
  return rows[0] ?? null;
}

/** A new secret, answered here once; the one before signs besides for a day. */
export async function rotateWebhookSecret(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: WebhookEndpointId,
): Promise<(WebhookEndpoint & { secret: string }) | null> {
  const secret = newSecret();
  const { rows } = await db.query<WebhookEndpoint>(
    `update webhook_endpoints
        set previous_secret = secret, previous_secret_until = now() + $4 * interval '1 ms', secret = $3, updated_at = now()
      where workspace_id = $1 and id = $2
  returning ${columns}`,
    [workspaceId, id, secret, secretOverlapMs],
  );
  const [rotated] = rows;
  return rotated === undefined ? null : { ...rotated, secret };
}

/** Its calls stay until retention deletes them, out of sight, and are not sent. */
export async function deleteWebhookEndpoint(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: WebhookEndpointId,
): Promise<boolean> {
  const { rowCount } = await db.query('delete from webhook_endpoints where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
  ]);
  return rowCount === 1;
}

/** Makes what the hot path looks at be what the endpoint asks for: nothing while it is disabled. */
export async function subscribe(db: Queryable, workspaceId: WorkspaceId, id: WebhookEndpointId): Promise<void> {
  await db.query('delete from webhook_subscriptions where workspace_id = $1 and endpoint_id = $2', [workspaceId, id]);
  await db.query(
    `insert into webhook_subscriptions (workspace_id, event_type, endpoint_id)
     select workspace_id, type, id from webhook_endpoints cross join unnest(event_types) as type
      where workspace_id = $1 and id = $2 and status = 'enabled'`,
    [workspaceId, id],
  );
}
