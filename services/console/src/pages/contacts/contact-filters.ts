import type { Resource } from '../../api/client.ts';
import { searchText } from '../../api/search.ts';

export interface ContactsSearch {
  search?: string;
  /** Members of this mailing list alone. */
  list?: string;
}

export function parseContactsSearch(search: Record<string, unknown>): ContactsSearch {
  const text = searchText(search.search);
  const list = searchText(search.list);
  return { ...(text && { search: text }), ...(list && { list }) };
}

export type HistoryKind = Resource<'HistoryEntry'>['type'];
export const historyKinds: HistoryKind[] = ['run', 'change', 'delivery', 'response'];

export interface ContactSearch {
  show?: HistoryKind;
}

export function parseContactSearch(search: Record<string, unknown>): ContactSearch {
  const show = historyKinds.find((kind) => kind === search.show);
  return show ? { show } : {};
}
