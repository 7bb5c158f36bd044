import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { api, pageSize, type Resource, reply } from '../api/client.ts';
import { useTexts } from '../i18n/text.tsx';
import { ErrorNotice } from './error-notice.tsx';
import { Loading } from './loading.tsx';
import { usePagedList } from './paged-list.ts';
import { reasonWords } from './reason-words.ts';
import classes from './rejection-list.module.css';
import { StatusShape } from './status.tsx';
import { RelativeTime } from './time.tsx';

/** Messages that were not accepted, each with its reason, what to do, and the message on request. */
export function RejectionList({ eventSourceId, empty }: { eventSourceId?: string; empty: ReactNode }) {
  const { t } = useTexts();
  const list = usePagedList({
    key: ['rejections', 'list', eventSourceId ?? 'all'],
    fetchPage: (cursor, signal) =>
      reply(
        api.GET('/rejections', {
          params: { query: { limit: pageSize, cursor: cursor ?? undefined, eventSourceId } },
          signal,
        }),
      ),
  });
  if (list.isPending) return <Loading what={t.rejections.what} />;
  return (
    <>
      {Boolean(list.error) && <ErrorNotice error={list.error} onRetry={list.retry} />}
      {!list.error && list.rows.length === 0 && empty}
      <ul className={classes.list} aria-label={t.rejections.title}>
        {list.rows.map((rejection) => (
          <RejectionItem key={rejection.id} rejection={rejection} withSource={eventSourceId === undefined} />
        ))}
      </ul>
      {list.hasMore && (
        <Button variant="default" size="compact-sm" loading={list.isLoadingMore} onClick={list.loadMore}>
          {t.common.loadMore}
        </Button>
      )}
    </>
  );
}

function RejectionItem({ rejection, withSource }: { rejection: Resource<'Rejection'>; withSource: boolean }) {
  const { t, format } = useTexts();
  const [shown, setShown] = useState(false);
  const words = reasonWords(rejection.reason, t);
  return (
    <li className={classes.item}>
      <span className={classes.shape}>
        <StatusShape tone="partly" />
      </span>
      <div className={classes.words}>
        <div className={classes.sentence}>{words.sentence}</div>
        <div>{rejection.detail}</div>
        {words.remedy && <div className="dim">{words.remedy}</div>}
        <div className={classes.foot}>
          {withSource && (
            <Link
              to="/event-sources/$eventSourceId"
              params={{ eventSourceId: rejection.eventSourceId }}
              className="link"
            >
              {rejection.eventSourceName}
            </Link>
          )}
          <span>
            {t.rejections.count} {format.number(rejection.count)}
          </span>
          {rejection.count > 1 && (
            <span>
              {t.rejections.first} <RelativeTime at={rejection.receivedAt} />
            </span>
          )}
          <Button size="compact-xs" variant="subtle" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {shown ? t.rejections.hideHead : t.rejections.showHead}
          </Button>
        </div>
        {shown && (
          <section className={classes.head} aria-label={t.rejections.head}>
            <pre>{rejection.head}</pre>
          </section>
        )}
      </div>
      <span className={classes.at}>
        <RelativeTime at={rejection.lastReceivedAt} />
      </span>
    </li>
  );
}
