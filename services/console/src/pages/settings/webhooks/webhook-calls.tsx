import { Button, Group, SegmentedControl, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Resource } from '../../../api/client.ts';
import type { Column } from '../../../components/data-table.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { LiveTable } from '../../../components/live-table.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Status } from '../../../components/status.tsx';
import { RelativeTime } from '../../../components/time.tsx';
import { showDone, showFailure } from '../../../components/toasts.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { type CallStatus, replayCall, useWebhookCalls, webhookCallQuery } from './queries.ts';
import classes from './webhooks.module.css';

type Call = Resource<'WebhookCallBrief'>;

const statuses = ['all', 'failed', 'pending', 'delivered'] as const;
const tones = { pending: 'waiting', delivered: 'done', failed: 'failed' } as const;

/** The log of a webhook; the chosen event unfolds below with what is sent and every attempt. */
export function WebhookCalls({ webhookId }: { webhookId: string }) {
  const { t } = useTexts();
  const [status, setStatus] = useState<CallStatus | undefined>();
  const [open, setOpen] = useState<string | null>(null);
  const list = useWebhookCalls(webhookId, status);
  const columns: Column<Call>[] = [
    { key: 'type', header: t.webhooks.event, cell: ({ type }) => <span className="mono">{type}</span> },
    { key: 'at', header: t.webhooks.happened, width: '140px', cell: ({ at }) => <RelativeTime at={at} /> },
    {
      key: 'status',
      header: t.common.status,
      width: '150px',
      cell: (call) => <Status tone={tones[call.status]}>{t.webhooks.callStatuses[call.status]}</Status>,
    },
    {
      key: 'attempts',
      header: t.webhooks.attempts,
      width: '100px',
      align: 'end',
      wideOnly: true,
      cell: ({ attempts }) => attempts,
    },
    {
      key: 'show',
      header: '',
      width: '110px',
      align: 'end',
      cell: ({ id }) => (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-expanded={open === id}
          onClick={() => setOpen(open === id ? null : id)}
        >
          {open === id ? t.webhooks.hide : t.webhooks.show}
        </Button>
      ),
    },
  ];
  return (
    <section>
      <Group justify="space-between" mb="sm">
        <h2 className={classes.heading}>{t.webhooks.log}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t.common.status}
          value={status ?? 'all'}
          onChange={(value) => {
            const chosen = statuses.find((one) => one === value);
            setStatus(chosen === 'all' ? undefined : chosen);
          }}
          data={statuses.map((one) => ({
            value: one,
            label: one === 'all' ? t.webhooks.all : t.webhooks.callStatuses[one],
          }))}
        />
      </Group>
      {open !== null && <CallDetail webhookId={webhookId} callId={open} />}
      <LiveTable
        label={t.webhooks.log}
        list={list}
        columns={columns}
        empty={<p className="dim">{t.webhooks.noCalls}</p>}
      />
    </section>
  );
}

function CallDetail({ webhookId, callId }: { webhookId: string; callId: string }) {
  const { t, format } = useTexts();
  const client = useQueryClient();
  const query = useQuery(webhookCallQuery(webhookId, callId));
  const replay = useMutation({
    mutationFn: () => replayCall(webhookId, callId),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['webhooks'] });
      showDone(t.webhooks.replayed);
    },
    onError: (error) => showFailure(error, t),
  });
  return (
    <Loaded query={query} what={t.webhooks.event}>
      {(call) => (
        <Stack gap="sm" className={classes.detail}>
          <Group justify="space-between">
            <span>
              webhook-id <span className="mono">{call.eventId}</span>
            </span>
            <Button size="compact-sm" variant="default" loading={replay.isPending} onClick={() => replay.mutate()}>
              {t.webhooks.replay}
            </Button>
          </Group>
          {call.failure && (
            <FailureNotice failure={call.failure} tone={call.status === 'pending' ? 'partly' : 'failed'} />
          )}
          {call.nextAttemptAt && (
            <span>
              {t.webhooks.nextTry} <RelativeTime at={call.nextAttemptAt} />
            </span>
          )}
          {call.body && <pre className={classes.code}>{call.body}</pre>}
          <ol className={classes.log}>
            {call.log.map((attempt) => (
              <li key={attempt.id}>
                <RelativeTime at={attempt.at} /> ·{' '}
                {attempt.statusCode === null ? t.webhooks.noAnswer : `HTTP ${attempt.statusCode}`} ·{' '}
                {format.number(attempt.durationMs)} ms
                {attempt.answer && <pre className={classes.code}>{attempt.answer}</pre>}
              </li>
            ))}
          </ol>
        </Stack>
      )}
    </Loaded>
  );
}
