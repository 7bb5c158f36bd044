import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Resource } from '../../../api/client.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { showDone } from '../../../components/toasts.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { eventSourceChoicesQuery } from '../queries.ts';
import { duplicateWorkflow } from './queries.ts';

export function DuplicateDialog({ workflow, onClose }: { workflow: Resource<'Workflow'>; onClose(): void }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const sources = useQuery(eventSourceChoicesQuery);
  const [name, setName] = useState(t.moving.copyOf(workflow.name).slice(0, 255));
  const [eventSourceId, setEventSourceId] = useState(workflow.eventSourceId);
  const copy = useMutation({
    mutationFn: () => duplicateWorkflow(workflow.id, { name: name.trim(), eventSourceId }),
    onSuccess: async ({ id }) => {
      void client.invalidateQueries({ queryKey: ['workflows', 'list'] });
      onClose();
      await navigate({ to: '/workflows/$workflowId/edit', params: { workflowId: id } });
      showDone(t.moving.copied);
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    copy.mutate();
  }
  return (
    <Modal opened onClose={onClose} title={t.moving.duplicate} closeButtonProps={{ 'aria-label': t.common.close }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {copy.isError && <ErrorNotice error={copy.error} />}
          <TextInput
            label={t.workflows.name}
            required
            withAsterisk={false}
            maxLength={255}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t.workflows.eventSource}
            searchable
            allowDeselect={false}
            value={eventSourceId}
            data={(sources.data ?? []).map((source) => ({ value: source.id, label: source.name }))}
            onChange={(id) => id && setEventSourceId(id)}
          />
          <Text c="dimmed">{t.moving.duplicateHint}</Text>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button type="submit" loading={copy.isPending}>
              {t.moving.makeCopy}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
