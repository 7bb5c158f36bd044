import { Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, reply } from '../api/client.ts';
import { Dialog, DialogForm } from '../components/dialog.tsx';
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
  return (
    <Dialog opened={opened} onClose={onClose} title={t.shell.createWorkspace}>
      <DialogForm work={create} action={t.shell.createWorkspace} onSubmit={() => create.mutate()} onCancel={onClose}>
        <Text c="dimmed">{t.shell.createWorkspaceText}</Text>
        <TextInput
          label={t.shell.workspaceName}
          required
          withAsterisk={false}
          maxLength={255}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </DialogForm>
    </Dialog>
  );
}
