import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { CopyField } from '../../components/copy-field.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
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
  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate();
  }

  const made = create.data;
  return (
    <Modal
      opened={opened}
      onClose={finish}
      title={made ? t.settings.apiKeys.newTitle : t.settings.apiKeys.createTitle}
      closeOnClickOutside={!made}
      withCloseButton={!made}
      closeButtonProps={{ 'aria-label': t.common.close }}
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
        <form onSubmit={submit}>
          <Stack gap="md">
            {create.isError && <ErrorNotice error={create.error} />}
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
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={finish}>
                {t.common.cancel}
              </Button>
              <Button type="submit" loading={create.isPending}>
                {t.settings.apiKeys.create}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
