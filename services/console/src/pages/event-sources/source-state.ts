import type { Resource } from '../../api/client.ts';

export type SourceState = 'waiting' | 'healthy' | 'disabled' | 'rejecting';

/** What an event source's state line tells first: refusing, then a rejection newer than the last good message. */
export function sourceState(
  source: Pick<Resource<'EventSource'>, 'status' | 'lastMessageAt'>,
  newestRejectionAt: string | null,
): SourceState {
  if (source.status === 'disabled') return 'disabled';
  const lastGoodAt = source.lastMessageAt === null ? 0 : Date.parse(source.lastMessageAt);
  if (newestRejectionAt !== null && Date.parse(newestRejectionAt) > lastGoodAt) return 'rejecting';
  return source.lastMessageAt === null ? 'waiting' : 'healthy';
}
