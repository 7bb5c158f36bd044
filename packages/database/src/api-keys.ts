import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { ApiKeyId, type WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { newId } from './new-id.ts';
import { type Page, type PageRequest, toPage } from './page.ts';

export interface ApiKey {
  id: ApiKeyId;
  name: string;
  /** The first characters of the key. */
  prefix: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

const keyPrefix = 'cvs_';
const shape = /^cvs_[A-Za-z0-9_-]{43}$/;
const columns = `
  id, name, prefix, created_at as "createdAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"`;

/** Keys are random, so a plain hash is enough: there is nothing to guess. */
const hashOf = (key: string) => createHash('sha256').update(key).digest();

/** Makes a key. It is answered here once and can't be read again: only its hash is kept. */
export async function createApiKey(
  db: Queryable,
  workspaceId: WorkspaceId,
  name: string,
): Promise<ApiKey & { key: string }> {
  const key = `${keyPrefix}${randomBytes(32).toString('base64url')}`;
  const { rows } = await db.query<ApiKey>(
    `insert into api_keys (id, workspace_id, name, prefix, key_hash) values ($1, $2, $3, $4, $5) returning ${columns}`,
    [newId(ApiKeyId), workspaceId, name, key.slice(0, keyPrefix.length + 6), hashOf(key)],
  );
  const [made] = rows;
  if (made === undefined) throw new Error('the inserted API key was not returned');
  return { ...made, key };
}

/** Whose key this is; null when it is unknown or revoked. Looks in all workspaces. */
export async function findApiKey(
  db: Queryable,
  key: string,
): Promise<{ id: ApiKeyId; workspaceId: WorkspaceId; name: string } | null> {
  if (!shape.test(key)) return null;
  const hash = hashOf(key);
  const { rows } = await db.query<{ id: ApiKeyId; workspaceId: WorkspaceId; name: string; hash: Buffer }>(
    `select id, workspace_id as "workspaceId", name, key_hash as hash from api_keys
      where key_hash = $1 and revoked_at is null`,
    [hash],
  );
  const [found] = rows;
  if (found === undefined || !timingSafeEqual(found.hash, hash)) return null;
  return { id: found.id, workspaceId: found.workspaceId, name: found.name };
}

/** Notes that a key was used, at most once a minute. */
export async function touchApiKey(db: Queryable, workspaceId: WorkspaceId, id: ApiKeyId): Promise<void> {
  await db.query(
    `update api_keys set last_used_at = now()
      where workspace_id = $1 and id = $2 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
    [workspaceId, id],
  );
}

/** Newest first. */
export async function listApiKeys(db: Queryable, workspaceId: WorkspaceId, page: PageRequest): Promise<Page<ApiKey>> {
  const { rows } = await db.query<ApiKey>(
    `select ${columns} from api_keys where workspace_id = $1 and ($2::uuid is null or id < $2)
      order by id desc limit $3`,
    [workspaceId, page.after, page.limit + 1],
  );
  return toPage(rows, page.limit, (row) => row.id);
}

/** Refuses a key from now on; null when the workspace has no such key. */
export async function revokeApiKey(db: Queryable, workspaceId: WorkspaceId, id: ApiKeyId): Promise<ApiKey | null> {
  const { rows } = await db.query<ApiKey>(
    `update api_keys set revoked_at = coalesce(revoked_at, now()) where workspace_id = $1 and id = $2
     returning ${columns}`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}
