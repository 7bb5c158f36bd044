import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Resource } from '../../../api/client.ts';
import { Confirm } from '../../../components/confirm.tsx';
import { showDone } from '../../../components/toasts.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { deleteWebhook } from './queries.ts';

/** Asks first: secret and log do not come back. */
export function DeleteWebhook({ webhook, onClose }: { webhook: Resource<'WebhookDetail'>; onClose(): void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => deleteWebhook(webhook.id),
    onSuccess: async () => {
      await navigate({ to: '/settings/webhooks' });
      client.removeQueries({ queryKey: ['webhooks', 'one', webhook.id] });
      void client.invalidateQueries({ queryKey: ['webhooks', 'list'] });
      showDone(t.webhooks.deleted);
    },
  });
  return (
    <Confirm
      opened
      title={t.webhooks.deleteTitle}
      action={t.webhooks.delete}
      danger
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p className="mono">{webhook.url}</p>
      <p>{t.webhooks.deleteText(webhook.waiting)}</p>
    </Confirm>
  );
}
