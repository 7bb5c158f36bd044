import { searchText } from '../../api/search.ts';

/** The list's filters as they stand in the address. */
export interface AuditSearch {
  action?: string;
  actor?: string;
  subjectId?: string;
}

export function parseAuditSearch(search: Record<string, unknown>): AuditSearch {
  const action = searchText(search.action);
  const actor = searchText(search.actor);
  const subjectId = searchText(search.subjectId);
  return { ...(action && { action }), ...(actor && { actor }), ...(subjectId && { subjectId }) };
}
