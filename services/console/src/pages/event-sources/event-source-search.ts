export const eventSourceTabs = ['fields', 'health', 'rejections', 'setup', 'test', 'settings'] as const;
export type EventSourceTab = (typeof eventSourceTabs)[number];

export interface EventSourceSearch {
  tab?: EventSourceTab;
}

export function parseEventSourceSearch(search: Record<string, unknown>): EventSourceSearch {
  const tab = eventSourceTabs.find((one) => one === search.tab);
  return tab ? { tab } : {};
}
