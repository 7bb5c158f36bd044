import { Button, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Resource } from '../../api/client.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import classes from './event-source-page.module.css';
import type { Scheme } from './json-examples.ts';
import { overlapsHours, useOverlapName } from './overlaps.ts';
import { eventSourceQuery, replaceSecret } from './queries.ts';
import { SchemeChoice } from './scheme-choice.tsx';
import { SecretOnce } from './secret-once.tsx';
import { useFieldChanges } from './use-field-changes.ts';

type Source = Resource<'EventSource'>;

/** What an event source for JSON can be set to besides what all can: its secrets, and where the ids are. */
export function JsonSettings({ source }: { source: Source }) {
  const { t } = useTexts();
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <div className={classes.setting}>
        <div>
          <h2>{t.jsonEvents.secrets}</h2>
          <p>{t.jsonEvents.secretsAbout}</p>
          <ul className={classes.secrets}>
            {source.secrets.map(({ scheme, hint, createdAt, expiresAt }) => (
              <li key={createdAt}>
                {t.jsonEvents.schemes[scheme].name} <span className="mono">…{hint}</span>, {t.jsonEvents.since}{' '}
                <RelativeTime at={createdAt} />
                {expiresAt !== null && (
                  <>
                    {' · '}
                    {t.jsonEvents.until} <RelativeTime at={expiresAt} />
                  </>
                )}
              </li>
            ))}
          </ul>
        </div>
        <Button variant="default" onClick={dialog.open}>
          {t.jsonEvents.replace}
        </Button>
      </div>
      <Places source={source} />
      <ReplaceSecret key={String(opened)} source={source} opened={opened} onClose={dialog.close} />
    </>
  );
}

function Places({ source }: { source: Source }) {
  const { t } = useTexts();
  const [key, setKey] = useState(source.keyPointer ?? '');
  const [record, setRecord] = useState(source.recordPointer ?? '');
  const changes = useFieldChanges(source.id);
  const pattern = String.raw`(/[A-Za-z_][A-Za-z0-9_.\-]*)+`;

  function submit(event: FormEvent) {
    event.preventDefault();
    const change = { keyPointer: key.trim() || null, recordPointer: record.trim() || null };
    changes.mutate({ change, done: t.jsonEvents.placesSaved });
  }

  return (
    <form className={classes.setting} onSubmit={submit}>
      <div className={classes.places}>
        <h2>{t.jsonEvents.places}</h2>
        <p>{t.jsonEvents.placesAbout}</p>
        <TextInput
          label={t.jsonEvents.keyPlace}
          description={t.jsonEvents.keyUsual}
          placeholder="/order/eventId"
          spellCheck={false}
          maxLength={255}
          pattern={pattern}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <TextInput
          label={t.jsonEvents.recordPlace}
          description={t.jsonEvents.recordUsual}
          placeholder="/order/id"
          spellCheck={false}
          maxLength={255}
          pattern={pattern}
          value={record}
          onChange={(event) => setRecord(event.currentTarget.value)}
        />
      </div>
      <Button type="submit" variant="default" loading={changes.isPending}>
        {t.jsonEvents.savePlaces}
      </Button>
    </form>
  );
}

function ReplaceSecret({ source, opened, onClose }: { source: Source; opened: boolean; onClose(): void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const overlapName = useOverlapName();
  const [scheme, setScheme] = useState<Scheme>(source.secrets[0]?.scheme ?? 'bearer');
  const [overlapHours, setOverlapHours] = useState(24);
  const replace = useMutation({
    mutationFn: () => replaceSecret(source.id, scheme, overlapHours),
    onSuccess: ({ secret: _, ...changed }) => client.setQueryData(eventSourceQuery(source.id).queryKey, changed),
  });
  const secret = replace.data?.secret ?? null;
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      closeOnClickOutside={secret === null}
      title={secret === null ? t.jsonEvents.replaceTitle : t.jsonEvents.secretTitle[scheme]}
    >
      {secret !== null ? (
        <SecretOnce secret={secret} scheme={scheme} onKept={onClose} />
      ) : (
        <Stack gap="md">
          <Text c="dimmed">{t.jsonEvents.replaceText}</Text>
          {replace.isError && <ErrorNotice error={replace.error} />}
          <SchemeChoice value={scheme} onChange={setScheme} />
          <Select
            label={t.jsonEvents.overlap}
            value={String(overlapHours)}
            onChange={(value) => setOverlapHours(Number(value ?? 24))}
            data={overlapsHours.map((hours) => ({ value: String(hours), label: overlapName(hours) }))}
            allowDeselect={false}
          />
          <Button loading={replace.isPending} onClick={() => replace.mutate()} style={{ justifySelf: 'end' }}>
            {t.jsonEvents.replace}
          </Button>
        </Stack>
      )}
    </Dialog>
  );
}
