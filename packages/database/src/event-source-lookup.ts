import type { EventSourceId, EventSourceKind, EventSourceStatus, SecretScheme, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';

/** An event source as a message sent to one of its URLs finds it. */
export interface EventSourceTarget {
  readonly workspaceId: WorkspaceId;
  readonly id: EventSourceId;
  readonly kind: EventSourceKind;
  readonly status: EventSourceStatus;
  /** The org and object that it is pinned to; null until known. */
  readonly organizationId: string | null;
  readonly objectType: string | null;
  /** When this URL, replaced by a newer one, stops being taken; null = it is the current one. */
  readonly tokenExpiresAt: Date | null;
  /** Notifications of the workspace that may wait at once. */
  readonly backlogLimit: number;
  /** JSON Pointers into an event: where its idempotency key and its record's id are; null = the usual places. */
  readonly keyPointer: string | null;
  readonly recordPointer: string | null;
  /** Who may send JSON: any of these that has not expired. */
  readonly secrets: readonly TargetSecret[];
  /** Networks that may send; null = all. */
  readonly allowedNetworks: readonly string[] | null;
  readonly certificate: CertificateCheck | null;
}

/** The client certificate that senders have to show to the proxy in front. */
export interface CertificateCheck {
  /** The header in which the proxy passes it on. */
  readonly header: string;
  readonly kind: 'subject' | 'fingerprint';
  readonly value: string;
}

/** Of `event_sources s`. */
export const certificateSql = `
  case when s.certificate_header is not null
       then jsonb_build_object('header', s.certificate_header, 'kind', s.certificate_kind, 'value', s.certificate_value)
  end`;

export interface TargetSecret {
  readonly scheme: SecretScheme;
  /** Of a bearer token its SHA-256 (hexadecimal), of an HMAC the key (base64). */
  readonly secret: string;
  readonly expiresAt: string | null;
}

/** The event source behind a token, over all workspaces: the token is what says which workspace. */
export async function findEventSourceByToken(db: Queryable, token: string): Promise<EventSourceTarget | null> {
  const { rows } = await db.query<EventSourceTarget>(
    `select s.workspace_id as "workspaceId", s.id, s.status, s.organization_id as "organizationId",
            s.object_type as "objectType", t.expires_at as "tokenExpiresAt", w.backlog_limit as "backlogLimit", s.kind,
            s.allowed_networks::text[] as "allowedNetworks", ${certificateSql} as certificate, s.key_pointer as "keyPointer", s.record_pointer as "recordPointer",
            coalesce((select jsonb_agg(jsonb_build_object('scheme', c.scheme, 'secret', c.secret, 'expiresAt', c.expires_at))
                        from event_source_secrets c
                       where c.workspace_id = s.workspace_id and c.event_source_id = s.id
                         and (c.expires_at is null or c.expires_at > now())), '[]') as secrets
       from event_source_tokens t
       join event_sources s on s.workspace_id = t.workspace_id and s.id = t.event_source_id
       join workspaces w on w.id = t.workspace_id
      where t.token = $1`,
    [token],
  );
  return rows[0] ?? null;
}

/** Notifications of a workspace that wait to be turned into runs, counted no further than the limit. */
export async function countBacklog(db: Queryable, workspaceId: WorkspaceId, limit: number): Promise<number> {
  const { rows } = await db.query<{ waiting: number }>(
    `select coalesce(sum(notification_count), 0) as waiting
       from (select notification_count from messages where workspace_id = $1 and status = 'pending' limit $2) as pending`,
    [workspaceId, limit],
  );
  return rows[0]?.waiting ?? 0;
}
