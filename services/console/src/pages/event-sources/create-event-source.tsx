import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { showDone } from '../../components/toasts.tsx';
import { useDraft } from '../../components/use-draft.ts';
import { useTexts } from '../../i18n/text.tsx';
import { createEventSource, eventSourceQuery } from './queries.ts';

const empty = { name: '', objectType: '', organizationId: '' };

export function CreateEventSource({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [draft, setDraft, forgetDraft] = useDraft('new-event-source', empty);
  const create = useMutation({
    mutationFn: () =>
      createEventSource({
        name: draft.name.trim(),
        ...(draft.objectType.trim() && { objectType: draft.objectType.trim() }),
        ...(draft.organizationId.trim() && { organizationId: draft.organizationId.trim() }),
      }),
    onSuccess: async (source) => {
      client.setQueryData(eventSourceQuery(source.id).queryKey, source);
      void client.invalidateQueries({ queryKey: ['event-sources', 'list'] });
      forgetDraft();
      onClose();
      await navigate({ to: '/event-sources/$eventSourceId', params: { eventSourceId: source.id } });
      showDone(t.eventSources.created);
    },
  });
  const set = (change: Partial<typeof empty>) => setDraft({ ...draft, ...change });

  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate();
  }

  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t.eventSources.createTitle}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text c="dimmed">{t.eventSources.createText}</Text>
          {create.isError && <ErrorNotice error={create.error} />}
          <TextInput
            label={t.eventSources.name}
            description={t.eventSources.nameHint}
            placeholder={t.eventSources.namePlaceholder}
            required
            withAsterisk={false}
            maxLength={255}
            data-autofocus
            value={draft.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <TextInput
            label={`${t.eventSources.object} (${t.eventSources.optional})`}
            description={t.eventSources.objectHint}
            placeholder="Case"
            spellCheck={false}
            value={draft.objectType}
            onChange={(event) => set({ objectType: event.currentTarget.value })}
          />
          <TextInput
            label={`${t.eventSources.org} (${t.eventSources.optional})`}
            description={t.eventSources.orgHint}
            placeholder="00D…"
            spellCheck={false}
            value={draft.organizationId}
            onChange={(event) => set({ organizationId: event.currentTarget.value })}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t.eventSources.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
