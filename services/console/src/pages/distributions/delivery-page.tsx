import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { deliveryTones } from '../../api/statuses.ts';
import { CopyInline } from '../../components/copy-field.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page, Section } from '../../components/page.tsx';
import { personName } from '../../components/person-name.ts';
import { Status } from '../../components/status.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { DeliveryEvents } from './delivery-events.tsx';
import { deliveryQuery } from './queries.ts';
import { ResolveDelivery } from './resolve-delivery.tsx';

const route = getRouteApi('/app/deliveries/$deliveryId');

export function DeliveryPage() {
  const { t } = useTexts();
  const { deliveryId } = route.useParams();
  const query = useQuery(deliveryQuery(deliveryId));
  const delivery = query.data;
  return (
    <Page
      title={delivery ? t.distributions.deliveryTo(delivery.to) : t.distributions.delivery}
      above={[
        <Link key="distributions" to="/distributions">
          {t.distributions.title}
        </Link>,
        ...(delivery
          ? [
              <Link
                key="distribution"
                to="/distributions/$distributionId"
                params={{ distributionId: delivery.distributionId }}
              >
                {delivery.surveyName ?? t.distributions.survey}
              </Link>,
            ]
          : []),
      ]}
      facts={
        delivery && (
          <>
            <Status tone={deliveryTones[delivery.status]}>{t.statuses.delivery[delivery.status]}</Status>
            <span>{delivery.channel === 'email' ? t.common.email : t.common.sms}</span>
            <Link to="/contacts/$contactId" params={{ contactId: delivery.contactId }} className="link">
              {(delivery.contact && personName(delivery.contact)) || t.distributions.openContact}
            </Link>
            <Link to="/runs/$runId" params={{ runId: delivery.runId }} className="link">
              {t.distributions.openRun}
            </Link>
            {delivery.providerMessageId && (
              <span>
                {t.distributions.providerMessageId}{' '}
                <CopyInline value={delivery.providerMessageId} name={t.distributions.providerMessageIdName} />
              </span>
            )}
          </>
        )
      }
    >
      <Loaded query={query} what={t.distributions.whatDelivery}>
        {(loaded) => (
          <>
            {loaded.status === 'unknown' ? (
              <ResolveDelivery deliveryId={loaded.id} events={loaded.events} />
            ) : (
              loaded.error && (
                <FailureNotice
                  failure={loaded.error}
                  tone={deliveryTones[loaded.status] === 'failed' ? 'failed' : 'partly'}
                />
              )
            )}
            <Section title={t.distributions.events}>
              <DeliveryEvents events={loaded.events} />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}
