import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRights } from '../../api/rights.ts';
import { StatusShape } from '../../components/status.tsx';
import { showDone, showFailure } from '../../components/toasts.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { deliveryQuery, resolveDelivery } from './queries.ts';
import classes from './resolve-delivery.module.css';

/** A delivery whose fate is unknown is never sent again by itself: the person says what became of it. */
export function ResolveDelivery({ deliveryId }: { deliveryId: string }) {
  const { t } = useTexts();
  const { mayWrite } = useRights();
  const client = useQueryClient();
  const resolve = useMutation({
    mutationFn: (as: 'sent' | 'not-sent') => resolveDelivery(deliveryId, as),
    onSuccess: (delivery) => {
      client.setQueryData(deliveryQuery(deliveryId).queryKey, delivery);
      showDone(t.distributions.resolved);
    },
    onError: (error) => showFailure(error, t),
  });
  return (
    <section className={classes.ask} aria-label={t.distributions.resolveTitle}>
      <span className={classes.shape}>
        <StatusShape tone="partly" />
      </span>
      <div>
        <strong>{t.distributions.resolveTitle}</strong>
        <div>{t.distributions.resolveText}</div>
        {mayWrite && (
          <Group gap="sm" mt="sm">
            <Button size="compact-sm" loading={resolve.isPending} onClick={() => resolve.mutate('sent')}>
              {t.distributions.resolveSent}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              loading={resolve.isPending}
              onClick={() => resolve.mutate('not-sent')}
            >
              {t.distributions.resolveNotSent}
            </Button>
          </Group>
        )}
      </div>
    </section>
  );
}
