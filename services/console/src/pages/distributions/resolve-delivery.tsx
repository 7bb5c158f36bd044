import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Resource } from '../../api/client.ts';
import { useRights } from '../../api/rights.ts';
import { StatusShape } from '../../components/status.tsx';
import { showDone, showFailure } from '../../components/toasts.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { unknownDeliveryRuleQuery } from '../settings/unknown-deliveries/queries.ts';
import { deliveryQuery, resolveDelivery } from './queries.ts';
import classes from './resolve-delivery.module.css';

/** A delivery whose fate is unknown is never sent again by itself: the person says what became of it. */
export function ResolveDelivery({ deliveryId, events }: { deliveryId: string; events: Resource<'DeliveryEvent'>[] }) {
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
  // A rule settles a delivery once, and none that was held back after a backup was restored.
  const forPerson = events.some(({ detail }) => detail.resolvedBy === 'rule' || detail.restored === true);
  const rule = useQuery(unknownDeliveryRuleQuery).data;
  const settleAs = forPerson ? null : (rule?.settleAs ?? null);
  const words = t.distributions.otherwise;
  const otherwise = settleAs === null ? words.ask : words[settleAs](rule?.afterHours ?? 0);
  return (
    <section className={classes.ask} aria-label={t.distributions.resolveTitle}>
      <span className={classes.shape}>
        <StatusShape tone="partly" />
      </span>
      <div>
        <strong>{t.distributions.resolveTitle}</strong>
        <div>
          {t.distributions.resolveText} {otherwise}
        </div>
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
