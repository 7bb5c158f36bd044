import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { createWebhook, eventTypesQuery } from './queries.ts';
import { WebhookSecret } from './webhook-secret.tsx';
import classes from './webhooks.module.css';

const groups = ['run', 'delivery', 'response'] as const;

/** Asks where to and of what, then shows the secret: this once. */
export function CreateWebhook({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const { data } = useQuery(eventTypesQuery);
  const [url, setUrl] = useState('');
  const [description, setDescription] = useState('');
  const [chosen, setChosen] = useState<string[]>(['run.failed', 'run.partially-failed', 'response.finished']);
  const types = data?.data.map(({ type }) => type).filter((type) => type !== 'webhook.test') ?? [];
  const create = useMutation({
    mutationFn: () =>
      createWebhook({
        url: url.trim(),
        description: description.trim(),
        eventTypes: types.filter((type) => chosen.includes(type)),
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['webhooks'] }),
  });

  function finish() {
    onClose();
    setUrl('');
    setDescription('');
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
      size="lg"
      title={made ? t.webhooks.secretTitle : t.webhooks.create}
      closeOnClickOutside={!made}
      withCloseButton={!made}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      {made ? (
        <Stack gap="md">
          <WebhookSecret secret={made.secret} />
          <Group justify="flex-end">
            <Button onClick={finish}>{t.webhooks.copiedIt}</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack gap="md">
            {create.isError && <ErrorNotice error={create.error} />}
            <TextInput
              label={t.webhooks.url}
              description={t.webhooks.urlHint}
              placeholder="https://example.com/canvass"
              type="url"
              required
              withAsterisk={false}
              maxLength={2000}
              data-autofocus
              value={url}
              onChange={(event) => setUrl(event.currentTarget.value)}
            />
            <TextInput
              label={t.webhooks.description}
              placeholder={t.webhooks.descriptionPlaceholder}
              maxLength={255}
              value={description}
              onChange={(event) => setDescription(event.currentTarget.value)}
            />
            <Checkbox.Group label={t.webhooks.events} value={chosen} onChange={setChosen}>
              <div className={classes.types}>
                {groups.map((group) => (
                  <Stack key={group} gap={6}>
                    <strong className={classes.group}>{t.webhooks.groups[group]}</strong>
                    {types
                      .filter((type) => type.startsWith(`${group}.`))
                      .map((type) => (
                        <Checkbox key={type} value={type} label={<span className="mono">{type}</span>} />
                      ))}
                  </Stack>
                ))}
              </div>
            </Checkbox.Group>
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={finish}>
                {t.common.cancel}
              </Button>
              <Button type="submit" loading={create.isPending} disabled={chosen.length === 0}>
                {t.webhooks.create}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
