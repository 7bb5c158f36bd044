import type { Page, PageRequest } from '@canvass/database';
import { z } from 'zod';
import { ProblemError } from './problem-error.ts';

/** Cursors are opaque outside; inside, the key of the last entry shown. */
const Key = z.uuid();

export function pageRequest(query: { limit: number; cursor?: string | undefined }): PageRequest {
  if (query.cursor === undefined) return { limit: query.limit, after: null };
  const key = Key.safeParse(Buffer.from(query.cursor, 'base64url').toString());
  if (!key.success) {
    const place = { pointer: '/cursor', message: 'Send the nextCursor of the page before, unchanged.' };
    throw new ProblemError('invalid-request', { places: [place] });
  }
  return { limit: query.limit, after: key.data };
}

export function toList<Row>(page: Page<Row>): { data: Row[]; nextCursor: string | null } {
  return { data: page.rows, nextCursor: page.next === null ? null : Buffer.from(page.next).toString('base64url') };
}
