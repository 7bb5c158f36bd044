import { useState } from 'react';
import type { Resource } from '../../api/client.ts';

type Run = Resource<'Run'>;

/** Which rows are selected: one by one, or all that match the filters. */
export function useRunSelection(rows: readonly Run[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const change = (next: ReadonlySet<string>) => {
    setAll(false);
    setIds(next);
  };
  return {
    ids,
    all,
    selectAll: () => setAll(true),
    clear: () => change(new Set()),
    table: {
      has: (key: string) => all || ids.has(key),
      toggle(key: string) {
        const next = new Set(all ? rows.map(({ id }) => id) : ids);
        if (!next.delete(key)) next.add(key);
        change(next);
      },
      toggleAll(keys: string[]) {
        const every = keys.every((key) => all || ids.has(key));
        change(every ? new Set() : new Set([...ids, ...keys]));
      },
      nameOf: (key: string) => rows.find(({ id }) => id === key)?.recordId ?? key,
    },
  };
}
