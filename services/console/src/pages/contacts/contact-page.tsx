import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Resource } from '../../api/client.ts';
import { Facts } from '../../components/facts.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page, Section } from '../../components/page.tsx';
import { personName } from '../../components/person-name.ts';
import { Status } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { ContactHistory } from './contact-history.tsx';
import classes from './contact-page.module.css';
import { contactQuery } from './queries.ts';

const route = getRouteApi('/app/contacts/$contactId');

export function ContactPage() {
  const { t } = useTexts();
  const { contactId } = route.useParams();
  const query = useQuery(contactQuery(contactId));
  const contact = query.data;
  return (
    <Page
      title={contact ? (personName(contact) ?? t.common.unnamed) : t.contacts.title}
      above={[
        <Link key="contacts" to="/contacts">
          {t.contacts.title}
        </Link>,
      ]}
      facts={contact && <Addresses contact={contact} />}
    >
      <Loaded query={query} what={t.contacts.whatOne}>
        {(loaded) => (
          <div className={classes.columns}>
            <ContactHistory contactId={loaded.id} />
            <aside className={classes.side}>
              <Details contact={loaded} />
            </aside>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Addresses({ contact }: { contact: Resource<'Contact'> }) {
  const { t } = useTexts();
  return (
    <>
      {contact.email && <span>{contact.email}</span>}
      {contact.phone && <span>{contact.phone}</span>}
      {contact.externalReference && <span className="mono">{contact.externalReference}</span>}
      {contact.emailOptedOutAt && (
        <Status tone="skipped">
          {t.contacts.emailOptOut} <RelativeTime at={contact.emailOptedOutAt} />
        </Status>
      )}
      {contact.smsOptedOutAt && (
        <Status tone="skipped">
          {t.contacts.smsOptOut} <RelativeTime at={contact.smsOptedOutAt} />
        </Status>
      )}
    </>
  );
}

function Details({ contact }: { contact: Resource<'Contact'> }) {
  const { t } = useTexts();
  const embedded = Object.entries(contact.embeddedData);
  return (
    <>
      <Section title={t.contacts.details}>
        <Facts
          label={t.contacts.details}
          facts={[
            { name: t.contacts.email, value: contact.email },
            { name: t.contacts.phone, value: contact.phone },
            { name: t.contacts.reference, value: contact.externalReference },
            { name: t.contacts.language, value: contact.language },
            { name: t.contacts.created, value: <RelativeTime at={contact.createdAt} /> },
            { name: t.contacts.updated, value: <RelativeTime at={contact.updatedAt} /> },
          ]}
        />
      </Section>
      <Section title={t.contacts.embeddedData}>
        {embedded.length === 0 ? (
          <p className={classes.none}>{t.contacts.noEmbeddedData}</p>
        ) : (
          <Facts label={t.contacts.embeddedData} facts={embedded.map(([name, value]) => ({ name, value }))} />
        )}
      </Section>
      <Section title={t.contacts.lists}>
        {contact.mailingLists.length === 0 ? (
          <p className={classes.none}>{t.contacts.noLists}</p>
        ) : (
          <ul className={classes.lists}>
            {contact.mailingLists.map((list) => (
              <li key={list.id}>
                {list.name}
                {list.optedOutAt && <span className="dim">, {t.contacts.listOptedOut}</span>}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t.contacts.transactions}>
        {contact.transactions.length === 0 ? (
          <p className={classes.none}>{t.contacts.noTransactions}</p>
        ) : (
          contact.transactions.map((transaction) => (
            <details key={transaction.id} className={classes.transaction}>
              <summary>
                <span>{transaction.name}</span>
                <span className="dim">
                  <RelativeTime at={transaction.occurredAt ?? transaction.createdAt} />
                </span>
              </summary>
              <Facts
                label={transaction.name}
                facts={Object.entries(transaction.fields).map(([name, value]) => ({ name, value }))}
              />
            </details>
          ))
        )}
      </Section>
    </>
  );
}
