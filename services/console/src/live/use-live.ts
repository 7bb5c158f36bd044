import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { chosenWorkspace } from '../api/workspace-choice.ts';
import { queriesShowing } from './invalidation.ts';
import { type LiveState, listenToLiveEvents } from './live-events.ts';

/** However much arrives, a page looks again at most this often. */
const lookAgainEveryMs = 1000;

/** A stream can't send headers, so that its address names the workspace. */
function eventsUrl(): string {
  const workspace = chosenWorkspace();
  return workspace === null ? '/api/v1/events' : `/api/v1/events?workspace=${encodeURIComponent(workspace)}`;
}

/** Keeps every query current while mounted; answers how the connection stands. */
export function useLive(): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('catching-up');
  useEffect(() => {
    const pending = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lastLookAt = 0;
    function look() {
      timer = undefined;
      lastLookAt = Date.now();
      const shown = queriesShowing(pending);
      pending.clear();
      void client.invalidateQueries({ predicate: ({ queryKey }) => shown.has(String(queryKey[0])) });
    }
    const stop = listenToLiveEvents(eventsUrl(), {
      onState: setState,
      onTopics(topics) {
        for (const topic of topics) pending.add(topic);
        if (pending.size === 0) return;
        timer ??= setTimeout(look, Math.max(0, lastLookAt + lookAgainEveryMs - Date.now()));
      },
      onGap: () => void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'pages' }),
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client]);
  return state;
}
