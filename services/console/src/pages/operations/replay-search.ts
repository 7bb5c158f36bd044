import { searchText } from '../../api/search.ts';

/** What the replay is about, as far as it was chosen before the page was opened. */
export interface ReplaySearch {
  notificationId?: string;
  /** What the notification is about, to name it. */
  recordId?: string;
  eventSourceId?: string;
  workflowId?: string;
}

export function parseReplaySearch(search: Record<string, unknown>): ReplaySearch {
  const parsed: ReplaySearch = {};
  for (const name of ['notificationId', 'recordId', 'eventSourceId', 'workflowId'] as const) {
    const text = searchText(search[name]);
    if (text) parsed[name] = text;
  }
  return parsed;
}
