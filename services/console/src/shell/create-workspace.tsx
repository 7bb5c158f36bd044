import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, reply } from '../api/client.ts';
import { ErrorNotice } from '../components/error-notice.tsx';
import { useTexts } from '../i18n/text.tsx';

interface CreateWorkspaceProps {
  opened: boolean;
  onClose(): void;
  onCreated(id: string): void;
}

export function CreateWorkspace({ opened, onClose, onCreated }: CreateWorkspaceProps) {
  const { t } = useTexts();
  const [name, setName] = useState('');
  const create = useMutation({
    mutationFn: () => reply(api.POST('/workspaces', { body: { name: name.trim() } })),
    onSuccess: ({ id }) => onCreated(id),
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate();
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t.shell.createWorkspace}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text c="dimmed">{t.shell.createWorkspaceText}</Text>
          {create.isError && <ErrorNotice error={create.error} />}
          <TextInput
            label={t.shell.workspaceName}
            required
            withAsterisk={false}
            maxLength={255}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t.shell.createWorkspace}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
