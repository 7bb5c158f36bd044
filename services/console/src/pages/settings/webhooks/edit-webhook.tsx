import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Dialog } from '../../../components/dialog.tsx';
import { showDone } from '../../../components/toasts.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { updateWebhook, type Webhook, type WebhookSettings } from './queries.ts';
import { WebhookForm } from './webhook-form.tsx';

/** Changes URL, description and events; the secret stays. */
export function EditWebhook({ webhook, onClose }: { webhook: Webhook; onClose(): void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const update = useMutation({
    mutationFn: (settings: WebhookSettings) => updateWebhook(webhook.id, settings),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['webhooks'] });
      onClose();
      showDone(t.webhooks.saved);
    },
  });
  return (
    <Dialog opened onClose={onClose} size="lg" title={t.webhooks.edit}>
      <WebhookForm
        initial={webhook}
        action={t.webhooks.save}
        pending={update.isPending}
        error={update.error}
        onSubmit={update.mutate}
        onCancel={onClose}
      />
    </Dialog>
  );
}
