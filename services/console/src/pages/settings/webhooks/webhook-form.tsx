import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { eventTypesQuery, type WebhookSettings } from './queries.ts';
import classes from './webhooks.module.css';

const groups = ['run', 'delivery', 'response'] as const;

interface WebhookFormProps {
  initial: WebhookSettings;
  /** The verb and its object. */
  action: string;
  pending: boolean;
  error: unknown;
  onSubmit(settings: WebhookSettings): void;
  onCancel(): void;
}

/** Where to, what for, and of which events. */
export function WebhookForm({ initial, action, pending, error, onSubmit, onCancel }: WebhookFormProps) {
  const { t } = useTexts();
  const { data } = useQuery(eventTypesQuery);
  const [url, setUrl] = useState(initial.url);
  const [description, setDescription] = useState(initial.description);
  const [chosen, setChosen] = useState<string[]>(initial.eventTypes);
  const types = data?.data.map(({ type }) => type).filter((type) => type !== 'webhook.test') ?? [];

  function submit(event: FormEvent) {
    event.preventDefault();
    const eventTypes = types.filter((type) => chosen.includes(type));
    onSubmit({ url: url.trim(), description: description.trim(), eventTypes });
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {Boolean(error) && <ErrorNotice error={error} />}
        <TextInput
          label={t.webhooks.url}
          description={t.webhooks.urlHint}
          placeholder="https://example.com/canvass"
          type="url"
          required
          withAsterisk={false}
          maxLength={2000}
          data-autofocus
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <TextInput
          label={t.webhooks.description}
          placeholder={t.webhooks.descriptionPlaceholder}
          maxLength={255}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <Checkbox.Group label={t.webhooks.events} value={chosen} onChange={setChosen}>
          <div className={classes.types}>
            {groups.map((group) => (
              <Stack key={group} gap={6}>
                <strong className={classes.group}>{t.webhooks.groups[group]}</strong>
                {types
                  .filter((type) => type.startsWith(`${group}.`))
                  .map((type) => (
                    <Checkbox key={type} value={type} label={<span className="mono">{type}</span>} />
                  ))}
              </Stack>
            ))}
          </div>
        </Checkbox.Group>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onCancel}>
            {t.common.cancel}
          </Button>
          <Button type="submit" loading={pending} disabled={chosen.length === 0 || types.length === 0}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
