/** How the page stands to the server: `catching-up` from a lost connection until everything was looked at again. */
export type LiveState = 'connected' | 'catching-up' | 'offline';

interface LiveEventHandlers {
  onState(state: LiveState): void;
  /** What changed, coarsely: topics as the API names them. */
  onTopics(topics: string[]): void;
  /** Back after a gap: anything may have changed meanwhile. */
  onGap(): void;
}

/** Parses the data of one event; anything unknown is no topic. */
export function parseTopics(data: string): string[] {
  try {
    const parsed: unknown = JSON.parse(data);
    const topics: unknown =
      typeof parsed === 'object' && parsed !== null && 'topics' in parsed ? parsed.topics : parsed;
    return Array.isArray(topics) ? topics.filter((topic) => typeof topic === 'string') : [];
  } catch {
    return [];
  }
}

const reconnectAfterMs = 3000;

/** Listens until the returned function is called. The browser reconnects by itself; a refused stream is tried again here. */
export function listenToLiveEvents(url: string, handlers: LiveEventHandlers): () => void {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let wasConnected = false;

  function connect() {
    source = new EventSource(url);
    source.onopen = () => {
      if (wasConnected) handlers.onGap();
      wasConnected = true;
      handlers.onState('connected');
    };
    const onEvent = (event: MessageEvent<string>) => handlers.onTopics(parseTopics(event.data));
    source.onmessage = onEvent;
    source.addEventListener('changed', onEvent);
    source.onerror = () => {
      handlers.onState(navigator.onLine ? 'catching-up' : 'offline');
      if (source?.readyState !== EventSource.CLOSED) return;
      clearTimeout(retry);
      retry = setTimeout(connect, reconnectAfterMs);
    };
  }
  const onOffline = () => handlers.onState('offline');
  window.addEventListener('offline', onOffline);
  connect();
  return () => {
    clearTimeout(retry);
    window.removeEventListener('offline', onOffline);
    source?.close();
  };
}
