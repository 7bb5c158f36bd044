import { Group, Radio, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog, DialogForm } from '../../../components/dialog.tsx';
import { showDone } from '../../../components/toasts.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { fromLocalInput, toLocalInput } from '../../runs/time-words.ts';
import { replayCalls } from './queries.ts';

const dayMs = 24 * 3_600_000;
const minuteMs = 60_000;

/** Sends the events of a span of time again: those that failed, or all. */
export function ReplayWebhook({ webhookId, onClose }: { webhookId: string; onClose(): void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [from, setFrom] = useState(() => toLocalInput(new Date(Date.now() - dayMs).toISOString()));
  // The minute that has begun belongs to it.
  const [to, setTo] = useState(() => toLocalInput(new Date(Date.now() + minuteMs).toISOString()));
  const [which, setWhich] = useState<'failed' | 'all'>('failed');
  const span = { from: fromLocalInput(from), to: fromLocalInput(to) };
  const replay = useMutation({
    mutationFn: replayCalls,
    onSuccess: ({ replayed, more }) => {
      void client.invalidateQueries({ queryKey: ['webhooks'] });
      onClose();
      showDone(more ? t.webhooks.replayedFirst(replayed) : t.webhooks.replayedMany(replayed));
    },
  });
  function submit() {
    if (span.from && span.to) replay.mutate({ id: webhookId, from: span.from, to: span.to, which });
  }
  return (
    <Dialog opened onClose={onClose} title={t.webhooks.replayTitle}>
      <DialogForm work={replay} action={t.webhooks.replayMany} onSubmit={submit} onCancel={onClose}>
        <Group grow align="start">
          <TextInput
            type="datetime-local"
            label={t.webhooks.happenedFrom}
            required
            withAsterisk={false}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            label={t.webhooks.happenedTo}
            required
            withAsterisk={false}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        </Group>
        <Radio.Group
          label={t.webhooks.which}
          value={which}
          onChange={(value) => setWhich(value === 'all' ? 'all' : 'failed')}
        >
          <Stack gap={6} mt={4}>
            <Radio value="failed" label={t.webhooks.whichFailed} />
            <Radio value="all" label={t.webhooks.whichAll} />
          </Stack>
        </Radio.Group>
        <p className="dim">{t.webhooks.replayHint}</p>
      </DialogForm>
    </Dialog>
  );
}
