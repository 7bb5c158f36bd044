import { useSyncExternalStore } from 'react';
import { useTexts } from '../i18n/text.tsx';

/** One clock for the page: every relative time moves on at the same moment. */
const listeners = new Set<() => void>();
let now = new Date();
let timer: number | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= window.setInterval(() => {
    now = new Date();
    for (const tell of listeners) tell();
  }, 10_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

/** The time of the last tick, or now if that is what has just been rendered. */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, () => now);
}

/** "2 min ago"; the exact time in the reader's zone on hover. */
export function RelativeTime({ at }: { at: string }) {
  const { format } = useTexts();
  const tick = useNow();
  const date = new Date(at);
  // What has just arrived may be younger than the last tick.
  const reference = date > tick ? new Date(Math.max(tick.getTime(), Math.min(Date.now(), date.getTime()))) : tick;
  return (
    <time dateTime={at} title={format.exact(date)} className="nowrap">
      {format.relative(date, reference)}
    </time>
  );
}

export function ExactTime({ at }: { at: string }) {
  const { format } = useTexts();
  return (
    <time dateTime={at} className="tabular">
      {format.exact(new Date(at))}
    </time>
  );
}
