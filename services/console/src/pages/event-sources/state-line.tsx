import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Resource } from '../../api/client.ts';
import { reasonWords } from '../../components/reason-words.ts';
import { StatusShape } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { type Catalogue, useTexts } from '../../i18n/text.tsx';
import type { Tone } from '../../theme/tones.ts';
import classes from './event-source-page.module.css';
import { newestRejectionQuery } from './queries.ts';
import { type SourceState, sourceState } from './source-state.ts';

const tones: Record<SourceState, Tone> = {
  waiting: 'waiting',
  healthy: 'done',
  disabled: 'skipped',
  rejecting: 'partly',
};

/** How the event source stands, never silent: waiting, healthy, refusing, or the newest message was not accepted. */
export function StateLine({ source }: { source: Resource<'EventSource'> }) {
  const { t } = useTexts();
  const { data: rejection } = useQuery(newestRejectionQuery(source.id));
  const state = sourceState(source, rejection?.lastReceivedAt ?? null);
  return (
    <output className={classes.state} data-tone={tones[state]}>
      <span className={state === 'waiting' ? classes.pulse : undefined}>
        <StatusShape tone={tones[state]} />
      </span>
      <span>{stateWords(source.kind, state, t)}</span>
      {state === 'healthy' && source.lastMessageAt && <RelativeTime at={source.lastMessageAt} />}
      {state === 'waiting' && (
        <Link
          to="/event-sources/$eventSourceId"
          params={{ eventSourceId: source.id }}
          search={{ tab: 'test' }}
          className="link"
        >
          {t.testMessages.tryIt}
        </Link>
      )}
      {state === 'rejecting' && rejection && (
        <>
          <span>{reasonWords(rejection.reason, t).sentence}</span>
          <RelativeTime at={rejection.lastReceivedAt} />
          <Link
            to="/event-sources/$eventSourceId"
            params={{ eventSourceId: source.id }}
            search={{ tab: 'rejections' }}
            className="link"
          >
            {t.rejections.title}
          </Link>
        </>
      )}
    </output>
  );
}

function stateWords(kind: Resource<'EventSource'>['kind'], state: SourceState, t: Catalogue): string {
  if (kind === 'json' && state === 'waiting') return t.jsonEvents.waiting;
  return kind === 'json' && state === 'disabled' ? t.jsonEvents.disabled : t.eventSources.state[state];
}
