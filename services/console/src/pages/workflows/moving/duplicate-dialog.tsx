import { Select, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Resource } from '../../../api/client.ts';
import { Dialog, DialogForm } from '../../../components/dialog.tsx';
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
  return (
    <Dialog opened onClose={onClose} title={t.moving.duplicate}>
      <DialogForm work={copy} action={t.moving.makeCopy} onSubmit={() => copy.mutate()} onCancel={onClose}>
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
      </DialogForm>
    </Dialog>
  );
}
