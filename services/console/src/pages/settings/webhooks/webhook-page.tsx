import { ActionIcon, Button, Group, Menu, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconKey, IconPencil, IconPlayerPause, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Resource } from '../../../api/client.ts';
import { Confirm } from '../../../components/confirm.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { RelativeTime } from '../../../components/time.tsx';
import { showDone, showFailure } from '../../../components/toasts.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { DeleteWebhook } from './delete-webhook.tsx';
import { EditWebhook } from './edit-webhook.tsx';
import { disableWebhook, enableWebhook, rotateWebhook, testWebhook, webhookQuery } from './queries.ts';
import { ReplayWebhook } from './replay-webhook.tsx';
import { WebhookCalls } from './webhook-calls.tsx';
import { WebhookChart } from './webhook-chart.tsx';
import { WebhookSecret } from './webhook-secret.tsx';
import { WebhookStatus, webhookState } from './webhook-state.tsx';
import classes from './webhooks.module.css';

const route = getRouteApi('/app/settings/webhooks/$webhookId');

export function WebhookPage() {
  const { t } = useTexts();
  const { webhookId } = route.useParams();
  const query = useQuery(webhookQuery(webhookId));
  return (
    <Page
      title={query.data?.description || t.webhooks.one}
      above={[
        <Link key="webhooks" to="/settings/webhooks">
          {t.webhooks.title}
        </Link>,
      ]}
      facts={query.data && <span className="mono">{query.data.url}</span>}
    >
      <Loaded query={query} what={t.webhooks.one}>
        {(webhook) => <WebhookView webhook={webhook} />}
      </Loaded>
    </Page>
  );
}

function WebhookView({ webhook }: { webhook: Resource<'WebhookDetail'> }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [disabling, dialog] = useDisclosure(false);
  const [editing, edit] = useDisclosure(false);
  const [deleting, remove] = useDisclosure(false);
  const [replaying, replay] = useDisclosure(false);
  const done = (message: string) => () => {
    void client.invalidateQueries({ queryKey: ['webhooks'] });
    dialog.close();
    showDone(message);
  };
  const onError = (error: unknown) => showFailure(error, t);
  const { id } = webhook;
  const test = useMutation({ mutationFn: () => testWebhook(id), onSuccess: done(t.webhooks.tested), onError });
  const enable = useMutation({ mutationFn: () => enableWebhook(id), onSuccess: done(t.webhooks.enabled), onError });
  const disable = useMutation({ mutationFn: () => disableWebhook(id), onSuccess: done(t.webhooks.disabled) });
  const rotate = useMutation({ mutationFn: () => rotateWebhook(id), onSuccess: done(t.webhooks.rotated), onError });
  const state = webhookState(webhook);
  return (
    <Stack gap="lg">
      <output className={classes.state}>
        <WebhookStatus webhook={webhook} />
        <span>{t.webhooks.stateTexts[state]}</span>
        {webhook.restingUntil && <RelativeTime at={webhook.restingUntil} />}
        {state === 'healthy' && webhook.lastSucceededAt && <RelativeTime at={webhook.lastSucceededAt} />}
      </output>
      <p className={classes.types}>
        {webhook.eventTypes.map((type) => (
          <span key={type} className="mono">
            {type}
          </span>
        ))}
      </p>
      <Group gap="sm">
        {webhook.status === 'enabled' ? (
          <Button loading={test.isPending} onClick={() => test.mutate()}>
            {t.webhooks.test}
          </Button>
        ) : (
          <Button loading={enable.isPending} onClick={() => enable.mutate()}>
            {t.webhooks.enable}
          </Button>
        )}
        <Button variant="default" onClick={edit.open} leftSection={<IconPencil size={14} />}>
          {t.webhooks.edit}
        </Button>
        <Button variant="default" onClick={replay.open}>
          {t.webhooks.replayTitle}
        </Button>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon size={32} variant="default" aria-label={t.webhooks.more} loading={rotate.isPending}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconKey size={14} />} onClick={() => rotate.mutate()}>
              {t.webhooks.rotate}
            </Menu.Item>
            {webhook.status === 'enabled' && (
              <Menu.Item leftSection={<IconPlayerPause size={14} />} onClick={dialog.open}>
                {t.webhooks.disable}
              </Menu.Item>
            )}
            <Menu.Item leftSection={<IconTrash size={14} />} c="var(--cv-failed)" onClick={remove.open}>
              {t.webhooks.delete}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      {webhook.previousSecretUntil && (
        <p className="dim">
          {t.webhooks.overlap} <RelativeTime at={webhook.previousSecretUntil} />
        </p>
      )}
      <WebhookChart hours={webhook.hours} />
      <WebhookCalls webhookId={id} />
      <Dialog
        opened={rotate.data !== undefined}
        onClose={rotate.reset}
        size="lg"
        title={t.webhooks.secretTitle}
        closeOnClickOutside={false}
      >
        {rotate.data && <WebhookSecret secret={rotate.data.secret} />}
      </Dialog>
      <Confirm
        opened={disabling}
        title={t.webhooks.disableTitle}
        action={t.webhooks.disable}
        danger
        pending={disable.isPending}
        error={disable.error}
        onConfirm={() => disable.mutate()}
        onClose={dialog.close}
      >
        {t.webhooks.disableText}
      </Confirm>
      {editing && <EditWebhook webhook={webhook} onClose={edit.close} />}
      {deleting && <DeleteWebhook webhook={webhook} onClose={remove.close} />}
      {replaying && <ReplayWebhook webhookId={id} onClose={replay.close} />}
    </Stack>
  );
}
