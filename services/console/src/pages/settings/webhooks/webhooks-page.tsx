import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRights } from '../../../api/rights.ts';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { RelativeTime } from '../../../components/time.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { CreateWebhook } from './create-webhook.tsx';
import { type Webhook, webhooksQuery } from './queries.ts';
import { WebhookStatus } from './webhook-state.tsx';
import classes from './webhooks.module.css';

const example = '{ "type": "run.failed", "timestamp": "…", "data": { "runId": "…" } }';

export function WebhooksPage() {
  const { t } = useTexts();
  const { mayAdminister } = useRights();
  const query = useQuery(webhooksQuery);
  const [creating, dialog] = useDisclosure(false);
  const columns: Column<Webhook>[] = [
    { key: 'url', header: t.webhooks.url, cell: ({ url }) => <span className="mono">{url}</span> },
    { key: 'about', header: t.webhooks.description, wideOnly: true, cell: ({ description }) => description },
    {
      key: 'state',
      header: t.common.status,
      width: '200px',
      cell: (webhook) => <WebhookStatus webhook={webhook} />,
    },
    {
      key: 'last',
      header: t.webhooks.lastDelivered,
      width: '160px',
      wideOnly: true,
      cell: ({ lastSucceededAt }) =>
        lastSucceededAt ? <RelativeTime at={lastSucceededAt} /> : <span className="dim">{t.webhooks.never}</span>,
    },
  ];
  const create = mayAdminister ? <Button onClick={dialog.open}>{t.webhooks.create}</Button> : null;
  return (
    <Page
      title={t.webhooks.title}
      above={[<span key="settings">{t.shell.settings}</span>]}
      actions={query.data && query.data.data.length > 0 ? create : null}
    >
      <p className={classes.text}>{t.webhooks.text}</p>
      <Loaded query={query} what={t.webhooks.what}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState example={<span className="mono">{example}</span>} action={create}>
              {t.webhooks.empty}
            </EmptyState>
          ) : (
            <DataTable
              label={t.webhooks.what}
              rows={data}
              columns={columns}
              rowKey={({ id }) => id}
              link={({ id }, children) => (
                <Link to="/settings/webhooks/$webhookId" params={{ webhookId: id }} className="row-link">
                  {children}
                </Link>
              )}
            />
          )
        }
      </Loaded>
      <CreateWebhook opened={creating} onClose={dialog.close} />
    </Page>
  );
}
