import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Resource } from '../../api/client.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { RejectionList } from '../../components/rejection-list.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import classes from './event-source-page.module.css';
import { eventSourceTabs } from './event-source-search.ts';
import { EventSourceSettings } from './event-source-settings.tsx';
import { FieldsTab } from './fields-tab.tsx';
import { HealthTab } from './health-tab.tsx';
import { eventSourceQuery } from './queries.ts';
import { SetupTab } from './setup-tab.tsx';
import { StateLine } from './state-line.tsx';
import { TestTab } from './test-tab.tsx';

const route = getRouteApi('/app/event-sources/$eventSourceId');

export function EventSourcePage() {
  const { t } = useTexts();
  const { eventSourceId } = route.useParams();
  const query = useQuery(eventSourceQuery(eventSourceId));
  const source = query.data;
  return (
    <Page
      title={source?.name ?? t.eventSources.title}
      above={[
        <Link key="event-sources" to="/event-sources">
          {t.eventSources.title}
        </Link>,
      ]}
      facts={
        source && (
          <>
            <span>
              {source.kind === 'json' ? t.jsonEvents.kindFact : (source.objectType ?? t.eventSources.anyObject)}
            </span>
            {source.organizationId && (
              <span>
                {t.eventSources.org} <span className="mono">{source.organizationId}</span>
              </span>
            )}
            {source.duplicateCount > 0 && <span>{t.eventSources.duplicates(source.duplicateCount)}</span>}
          </>
        )
      }
    >
      <Loaded query={query} what={t.eventSources.whatOne}>
        {(loaded) => <EventSourceView source={loaded} />}
      </Loaded>
    </Page>
  );
}

function EventSourceView({ source }: { source: Resource<'EventSource'> }) {
  const { t } = useTexts();
  const { tab = 'fields' } = route.useSearch();
  const navigate = route.useNavigate();
  const isJson = source.kind === 'json';
  return (
    <>
      <div className={classes.url}>
        <div className={classes.urlLabel}>{isJson ? t.jsonEvents.url : t.eventSources.url}</div>
        <CopyField value={source.url} name={isJson ? t.jsonEvents.urlName : t.eventSources.urlName} />
        <div className={classes.help}>
          {isJson ? t.jsonEvents.urlHelp : t.eventSources.urlHelp}
          {source.previousUrlsValidUntil && (
            <>
              {' '}
              {t.eventSources.previousUrls} <RelativeTime at={source.previousUrlsValidUntil} />.
            </>
          )}
        </div>
      </div>
      <StateLine source={source} />
      <Tabs
        value={tab}
        onChange={(value) => {
          const next = eventSourceTabs.find((one) => one === value);
          void navigate({ search: next && next !== 'fields' ? { tab: next } : {}, replace: true, resetScroll: false });
        }}
        mt="lg"
      >
        <Tabs.List className={classes.tabs}>
          {eventSourceTabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {isJson && one === 'setup' ? t.jsonEvents.setupTab : t.eventSources.tabs[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="fields" pt="md">
          <FieldsTab source={source} />
        </Tabs.Panel>
        <Tabs.Panel value="health" pt="md">
          {tab === 'health' && <HealthTab source={source} />}
        </Tabs.Panel>
        <Tabs.Panel value="rejections" pt="md">
          <RejectionList eventSourceId={source.id} empty={<p className="dim">{t.rejections.emptyOne}</p>} />
        </Tabs.Panel>
        <Tabs.Panel value="setup" pt="md">
          <SetupTab source={source} />
        </Tabs.Panel>
        <Tabs.Panel value="test" pt="md">
          {tab === 'test' && <TestTab key={source.id} source={source} />}
        </Tabs.Panel>
        <Tabs.Panel value="settings" pt="md">
          <EventSourceSettings source={source} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
