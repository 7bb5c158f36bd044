import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CopyField } from '../../components/copy-field.tsx';
import { Dialog, DialogForm } from '../../components/dialog.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { createApiKey } from './queries.ts';

/** Asks for a name, then shows the key: this once. */
export function CreateApiKey({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const create = useMutation({
    mutationFn: () => createApiKey(name.trim()),
    onSuccess: () => client.invalidateQueries({ queryKey: ['api-keys'] }),
  });

  function finish() {
    onClose();
    setName('');
    create.reset();
  }
  const made = create.data;
  return (
    <Dialog
      opened={opened}
      onClose={finish}
      title={made ? t.settings.apiKeys.newTitle : t.settings.apiKeys.createTitle}
      closeOnClickOutside={!made}
      withCloseButton={!made}
    >
      {made ? (
        <Stack gap="md">
          <Text>{t.settings.apiKeys.newText}</Text>
          <CopyField value={made.key} name={t.settings.apiKeys.keyName} />
          <Group justify="flex-end">
            <Button onClick={finish}>{t.settings.apiKeys.done}</Button>
          </Group>
        </Stack>
      ) : (
        <DialogForm work={create} action={t.settings.apiKeys.create} onSubmit={() => create.mutate()} onCancel={finish}>
          <TextInput
            label={t.settings.apiKeys.name}
            description={t.settings.apiKeys.nameHint}
            placeholder={t.settings.apiKeys.namePlaceholder}
            required
            withAsterisk={false}
            maxLength={255}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </DialogForm>
      )}
    </Dialog>
  );
}
