import { useState } from 'react';

/**
 * What is being typed into a form, kept for this tab: a failed save, an ended session or a reload loses nothing.
 * Answers the draft, its setter, and what forgets it once it is saved. Not for secrets.
 */
export function useDraft<Draft extends Record<string, string>>(
  name: string,
  empty: Draft,
): [Draft, (draft: Draft) => void, () => void] {
  const key = `canvass.draft.${name}`;
  const [draft, setDraft] = useState<Draft>(() => ({ ...empty, ...readStrings(sessionStorage.getItem(key)) }));
  return [
    draft,
    (next) => {
      sessionStorage.setItem(key, JSON.stringify(next));
      setDraft(next);
    },
    () => {
      sessionStorage.removeItem(key);
      setDraft(empty);
    },
  ];
}

function readStrings(stored: string | null): Record<string, string> {
  try {
    const parsed: unknown = JSON.parse(stored ?? '{}');
    if (typeof parsed !== 'object' || parsed === null) return {};
    return Object.fromEntries(Object.entries(parsed).filter(([, value]) => typeof value === 'string'));
  } catch {
    return {};
  }
}
