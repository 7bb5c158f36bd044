import type { Page, PageRequest } from '@canvass/database';
import { z } from 'zod';
import { ProblemError } from './problem-error.ts';

/** The key of the last entry shown. */
const Key = z.uuid();
const WithCursor = z.looseObject({ cursor: z.string() });
const WithNextCursor = z.looseObject({ nextCursor: z.string() });

export function pageRequest(query: { limit: number; cursor?: string | undefined }): PageRequest {
  return { limit: query.limit, after: query.cursor ?? null };
}

export function toList<Row>(page: Page<Row>): { data: Row[]; nextCursor: string | null } {
  return { data: page.rows, nextCursor: page.next };
}

/** Handlers see keys, callers see opaque cursors that name the list, so that no list takes another one's for its own. */
export function openCursor(list: string, query: unknown): unknown {
  const given = WithCursor.safeParse(query);
  if (!given.success) return query;
  const [named, key] = Buffer.from(given.data.cursor, 'base64url').toString().split(' ');
  if (named === list && Key.safeParse(key).success) return { ...given.data, cursor: key };
  const place = { pointer: '/cursor', message: 'Send the nextCursor of the page before of this list, unchanged.' };
  throw new ProblemError('invalid-request', { places: [place] });
}

/** The counterpart of `openCursor`, on what a handler answers. */
export function sealCursor(list: string, reply: unknown): unknown {
  const page = WithNextCursor.safeParse(reply);
  if (!page.success) return reply;
  return { ...page.data, nextCursor: Buffer.from(`${list} ${page.data.nextCursor}`).toString('base64url') };
}
