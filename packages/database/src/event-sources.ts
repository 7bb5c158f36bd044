import { randomBytes } from 'node:crypto';
import {
  EventSourceId,
  type EventSourceKind,
  type EventSourceStatus,
  type FieldType,
  type WorkspaceId,
} from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { type CertificateCheck, certificateSql } from './event-source-lookup.ts';
import type { EventSourceSecret } from './event-source-secrets.ts';
import { newId } from './new-id.ts';
import { type Page, type PageRequest, toPage } from './page.ts';
import { SqlParameters } from './sql-parameters.ts';

export interface EventSourceField {
  name: string;
  type: FieldType;
  example: string | null;
  firstSeenAt: Date | null;
  lastSeenAt: Date | null;
}

/** An event source as its administrator sees it. */
export interface EventSourceReport {
  id: EventSourceId;
  kind: EventSourceKind;
  name: string;
  /** The token of the newest URL. */
  token: string;
  /** Until when a URL from before a rotation is still taken. */
  previousUrlsValidUntil: Date | null;
  organizationId: string | null;
  objectType: string | null;
  status: EventSourceStatus;
  firstMessageAt: Date | null;
  lastMessageAt: Date | null;
  duplicateCount: number;
  createdAt: Date;
  /** JSON Pointers into an event of kind json; null = the usual places. */
  keyPointer: string | null;
  recordPointer: string | null;
  /** Networks that may send; null = all. */
  allowedNetworks: string[] | null;
  certificate: CertificateCheck | null;
  /** Those that are taken now, newest first. */
  secrets: EventSourceSecret[];
  fields: EventSourceField[];
}

type ReportRow = Omit<EventSourceReport, 'fields' | 'secrets'>;

const columns = `
  s.id, s.kind, s.name, s.key_pointer as "keyPointer", s.record_pointer as "recordPointer",
  s.allowed_networks::text[] as "allowedNetworks", ${certificateSql} as certificate, s.organization_id as "organizationId", s.object_type as "objectType", s.status,
  s.first_message_at as "firstMessageAt", s.last_message_at as "lastMessageAt", s.duplicate_count as "duplicateCount",
  s.created_at as "createdAt",
  (select t.token from event_source_tokens t where t.workspace_id = s.workspace_id and t.event_source_id = s.id
    order by t.expires_at desc nulls first, t.created_at desc limit 1) as token,
  (select max(t.expires_at) from event_source_tokens t
    where t.workspace_id = s.workspace_id and t.event_source_id = s.id and t.expires_at > now())
    as "previousUrlsValidUntil"`;

export async function listEventSources(
  db: Queryable,
  workspaceId: WorkspaceId,
  filter: { statuses?: readonly EventSourceStatus[] | undefined },
  page: PageRequest,
): Promise<Page<EventSourceReport>> {
  const p = new SqlParameters();
  const conditions = [`s.workspace_id = ${p.add(workspaceId)}`];
  if (page.after !== null) conditions.push(`s.id > ${p.add(page.after)}`);
  if (filter.statuses) conditions.push(`s.status = any(${p.add(filter.statuses)})`);
  const { rows } = await db.query<ReportRow>(
    `select ${columns} from event_sources s where ${conditions.join(' and ')}
      order by s.id limit ${p.add(page.limit + 1)}`,
    p.values,
  );
  const { rows: shown, next } = toPage(rows, page.limit, (row) => row.id);
  return { rows: await withDetails(db, workspaceId, shown), next };
}

export async function findEventSource(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: EventSourceId,
): Promise<EventSourceReport | null> {
  const { rows } = await db.query<ReportRow>(
    `select ${columns} from event_sources s where s.workspace_id = $1 and s.id = $2`,
    [workspaceId, id],
  );
  const [found] = await withDetails(db, workspaceId, rows);
  return found ?? null;
}

async function withDetails(
  db: Queryable,
  workspaceId: WorkspaceId,
  sources: readonly ReportRow[],
): Promise<EventSourceReport[]> {
  const ids = sources.map((source) => source.id);
  const fields = await db.query<EventSourceField & { eventSourceId: string }>(
    `select event_source_id as "eventSourceId", name, type, example, first_seen_at as "firstSeenAt",
            last_seen_at as "lastSeenAt"
       from event_source_fields where workspace_id = $1 and event_source_id = any($2::uuid[]) order by name`,
    [workspaceId, ids],
  );
  const secrets = await db.query<EventSourceSecret & { eventSourceId: string }>(
    `select event_source_id as "eventSourceId", scheme, hint, created_at as "createdAt", expires_at as "expiresAt"
       from event_source_secrets
      where workspace_id = $1 and event_source_id = any($2::uuid[]) and (expires_at is null or expires_at > now())
      order by expires_at desc nulls first, created_at desc`,
    [workspaceId, ids],
  );
  const fieldsOf = Map.groupBy(fields.rows, (row) => row.eventSourceId);
  const secretsOf = Map.groupBy(secrets.rows, (row) => row.eventSourceId);
  return sources.map((source) => ({
    ...source,
    secrets: secretsOf.get(source.id) ?? [],
    fields: fieldsOf.get(source.id) ?? [],
  }));
}

export interface NewEventSource {
  name: string;
  kind: EventSourceKind;
  organizationId: string | null;
  objectType: string | null;
}

export async function createEventSource(
  db: Queryable,
  workspaceId: WorkspaceId,
  values: NewEventSource,
): Promise<EventSourceId> {
  const id = newId(EventSourceId);
  await db.query(
    `insert into event_sources (id, workspace_id, name, kind, organization_id, object_type)
     values ($1, $2, $3, $4, $5, $6)`,
    [id, workspaceId, values.name, values.kind, values.organizationId, values.objectType],
  );
  await addToken(db, workspaceId, id);
  return id;
}

export async function renameEventSource(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: EventSourceId,
  name: string,
): Promise<void> {
  await db.query('update event_sources set name = $3 where workspace_id = $1 and id = $2', [workspaceId, id, name]);
}

/** Says where in an event of kind json its idempotency key and its record's id are; undefined = as it is, null = the usual places. */
export async function setEventPointers(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: EventSourceId,
  pointers: { keyPointer?: string | null | undefined; recordPointer?: string | null | undefined },
): Promise<void> {
  const { keyPointer, recordPointer } = pointers;
  await db.query(
    `update event_sources
        set key_pointer = case when $3 then $4 else key_pointer end,
            record_pointer = case when $5 then $6 else record_pointer end
      where workspace_id = $1 and id = $2`,
    [workspaceId, id, keyPointer !== undefined, keyPointer ?? null, recordPointer !== undefined, recordPointer ?? null],
  );
}

/** Says who may send besides knowing the URL: null = everybody. */
export async function setAllowedNetworks(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: EventSourceId,
  networks: readonly string[] | null,
): Promise<void> {
  await db.query(
    `update event_sources set allowed_networks = (select array_agg(network(n::inet)) from unnest($3::text[]) as n)
      where workspace_id = $1 and id = $2`,
    [workspaceId, id, networks],
  );
}

export async function setCertificate(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: EventSourceId,
  certificate: CertificateCheck | null,
): Promise<void> {
  await db.query(
    `update event_sources set certificate_header = $3, certificate_kind = $4, certificate_value = $5
      where workspace_id = $1 and id = $2`,
    [workspaceId, id, certificate?.header ?? null, certificate?.kind ?? null, certificate?.value ?? null],
  );
}

/** Adds fields typed in before any message had them; a known field gets the type that the administrator says. */
export async function setEventSourceFields(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: EventSourceId,
  fields: readonly { name: string; type: FieldType }[],
): Promise<void> {
  // First, as whoever records what messages say does it: the other way round the two would wait for each other.
  await db.query('select from event_sources where workspace_id = $1 and id = $2 for no key update', [workspaceId, id]);
  await db.query(
    `insert into event_source_fields (event_source_id, workspace_id, name, type)
     select distinct on (f.name) $2, $1, f.name, f.type from unnest($3::text[], $4::text[]) as f (name, type)
      order by f.name
         on conflict (event_source_id, name) do update set type = excluded.type, type_learned = false`,
    [workspaceId, id, fields.map((field) => field.name), fields.map((field) => field.type)],
  );
}

/** Forgets fields; one that a message has is learned again. */
export async function removeEventSourceFields(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: EventSourceId,
  names: readonly string[],
): Promise<void> {
  await db.query(
    'delete from event_source_fields where workspace_id = $1 and event_source_id = $2 and name = any($3::text[])',
    [workspaceId, id, names],
  );
}

/** Pins the object type unless one is pinned already; false = another one is. */
export async function pinObjectType(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: EventSourceId,
  objectType: string,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update event_sources set object_type = $3
      where workspace_id = $1 and id = $2 and (object_type is null or object_type = $3)`,
    [workspaceId, id, objectType],
  );
  return rowCount === 1;
}

export async function disableEventSource(db: Queryable, workspaceId: WorkspaceId, id: EventSourceId): Promise<void> {
  await db.query(`update event_sources set status = 'disabled' where workspace_id = $1 and id = $2`, [workspaceId, id]);
}

/** Takes messages again: as one that waits for its first message if it never had any. */
export async function enableEventSource(db: Queryable, workspaceId: WorkspaceId, id: EventSourceId): Promise<void> {
  await db.query(
    `update event_sources set status = case when first_message_at is null then 'waiting' else 'active' end
      where workspace_id = $1 and id = $2 and status = 'disabled'`,
    [workspaceId, id],
  );
}

/**
 * Gives the event source a new URL. Earlier ones stay valid for `overlapHours` at most; their tokens are kept afterwards,
 * so that a message sent to an old URL is recorded as such.
 */
export async function rotateEventSource(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: EventSourceId,
  overlapHours: number,
): Promise<void> {
  await db.query(
    `update event_source_tokens set expires_at = least(expires_at, now() + $3 * interval '1 hour')
      where workspace_id = $1 and event_source_id = $2`,
    [workspaceId, id, overlapHours],
  );
  await addToken(db, workspaceId, id);
}

async function addToken(db: Queryable, workspaceId: WorkspaceId, id: EventSourceId): Promise<void> {
  await db.query('insert into event_source_tokens (token, workspace_id, event_source_id) values ($1, $2, $3)', [
    randomBytes(24).toString('base64url'),
    workspaceId,
    id,
  ]);
}
