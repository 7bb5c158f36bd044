import type { SearchItem } from './search-item.ts';

type Going = SearchItem & { chosen: { go: object } };

const kept = 6;
/** Of this page load only: names of people don't stay behind in a browser. */
let recent: Going[] = [];

export function recentItems(): SearchItem[] {
  return recent.map((item) => ({ ...item, group: 'recent' }));
}

export function rememberItem(item: SearchItem): void {
  if (!goes(item) || item.group === 'place' || item.group === 'recent') return;
  recent = [item, ...recent.filter(({ key }) => key !== item.key)].slice(0, kept);
}

function goes(item: SearchItem): item is Going {
  return 'go' in item.chosen;
}

/** Whoever signs in next has not opened them. */
export function forgetRecentItems(): void {
  recent = [];
}
