import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Dialog } from '../../../components/dialog.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { createWebhook, type WebhookSettings } from './queries.ts';
import { WebhookForm } from './webhook-form.tsx';
import { WebhookSecret } from './webhook-secret.tsx';

const usual: WebhookSettings = {
  url: '',
  description: '',
  eventTypes: ['run.failed', 'run.partially-failed', 'response.finished'],
};

/** Asks where to and of what, then shows the secret: this once. */
export function CreateWebhook({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: createWebhook,
    onSuccess: () => client.invalidateQueries({ queryKey: ['webhooks'] }),
  });

  function finish() {
    onClose();
    create.reset();
  }

  const made = create.data;
  return (
    <Dialog
      opened={opened}
      onClose={finish}
      size="lg"
      title={made ? t.webhooks.secretTitle : t.webhooks.create}
      closeOnClickOutside={!made}
      withCloseButton={!made}
    >
      {made ? (
        <Stack gap="md">
          <WebhookSecret secret={made.secret} />
          <Group justify="flex-end">
            <Button onClick={finish}>{t.webhooks.copiedIt}</Button>
          </Group>
        </Stack>
      ) : (
        <WebhookForm
          initial={usual}
          action={t.webhooks.create}
          pending={create.isPending}
          error={create.error}
          onSubmit={create.mutate}
          onCancel={finish}
        />
      )}
    </Dialog>
  );
}
