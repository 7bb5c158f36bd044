import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Resource } from '../../api/client.ts';
import { useRights } from '../../api/rights.ts';
import { Confirm } from '../../components/confirm.tsx';
import type { Column } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LiveTable } from '../../components/live-table.tsx';
import { Page } from '../../components/page.tsx';
import { Status } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { showDone } from '../../components/toasts.tsx';
import { useTexts } from '../../i18n/text.tsx';
import classes from './api-keys-page.module.css';
import { CreateApiKey } from './create-api-key.tsx';
import { revokeApiKey, useApiKeys } from './queries.ts';

type ApiKey = Resource<'ApiKey'>;

export function ApiKeysPage() {
  const { t } = useTexts();
  const { mayAdminister } = useRights();
  const list = useApiKeys();
  const client = useQueryClient();
  const [creating, dialog] = useDisclosure(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const revoke = useMutation({
    mutationFn: (key: ApiKey) => revokeApiKey(key.id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['api-keys'] });
      setRevoking(null);
      showDone(t.settings.apiKeys.revokedToast);
    },
  });
  const columns: Column<ApiKey>[] = [
    { key: 'name', header: t.settings.apiKeys.name, cell: (key) => key.name },
    {
      key: 'prefix',
      header: t.settings.apiKeys.prefix,
      wideOnly: true,
      cell: (key) => <span className="mono">{key.prefix}…</span>,
    },
    {
      key: 'status',
      header: t.common.status,
      width: '130px',
      cell: (key) => (
        <Status tone={key.revokedAt ? 'skipped' : 'done'}>
          {key.revokedAt ? t.settings.apiKeys.revoked : t.settings.apiKeys.active}
        </Status>
      ),
    },
    {
      key: 'created',
      header: t.settings.apiKeys.created,
      width: '130px',
      wideOnly: true,
      cell: (key) => <RelativeTime at={key.createdAt} />,
    },
    {
      key: 'used',
      header: t.settings.apiKeys.lastUsed,
      width: '130px',
      wideOnly: true,
      cell: (key) =>
        key.lastUsedAt ? <RelativeTime at={key.lastUsedAt} /> : <span className="dim">{t.settings.apiKeys.never}</span>,
    },
    {
      key: 'revoke',
      header: '',
      align: 'end',
      width: '130px',
      cell: (key) =>
        mayAdminister && key.revokedAt === null ? (
          <Button size="compact-xs" variant="subtle" color="red" onClick={() => setRevoking(key)}>
            {t.settings.apiKeys.revoke}
          </Button>
        ) : null,
    },
  ];
  const create = mayAdminister ? <Button onClick={dialog.open}>{t.settings.apiKeys.create}</Button> : null;
  return (
    <Page
      title={t.settings.apiKeys.title}
      above={[<span key="settings">{t.shell.settings}</span>]}
      actions={list.rows.length > 0 ? create : null}
    >
      <p className={classes.text}>
        {t.settings.apiKeys.text}{' '}
        <a href="/api/v1/openapi.json" target="_blank" rel="noreferrer" className="link">
          {t.settings.apiKeys.documentation}
        </a>
      </p>
      <LiveTable
        label={t.settings.apiKeys.what}
        list={list}
        columns={columns}
        empty={
          <EmptyState example={<span className="mono">{t.settings.apiKeys.emptyExample}</span>} action={create}>
            {t.settings.apiKeys.empty}
          </EmptyState>
        }
      />
      <CreateApiKey opened={creating} onClose={dialog.close} />
      <Confirm
        opened={revoking !== null}
        title={t.settings.apiKeys.revokeTitle}
        action={t.settings.apiKeys.revoke}
        danger
        pending={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoking && revoke.mutate(revoking)}
        onClose={() => setRevoking(null)}
      >
        {t.settings.apiKeys.revokeText(revoking?.name ?? '')}
      </Confirm>
    </Page>
  );
}
