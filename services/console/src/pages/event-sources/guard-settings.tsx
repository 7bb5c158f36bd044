import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Resource } from '../../api/client.ts';
import { useTexts } from '../../i18n/text.tsx';
import classes from './event-source-page.module.css';
import { useFieldChanges } from './use-field-changes.ts';

type Source = Resource<'EventSource'>;

/** Who may send besides knowing the URL: addresses, and a client certificate. Both are optional. */
export function GuardSettings({ source }: { source: Source }) {
  return (
    <>
      <AllowList source={source} />
      <CertificateCheck source={source} />
    </>
  );
}

function AllowList({ source }: { source: Source }) {
  const { t } = useTexts();
  const [text, setText] = useState(source.allowedNetworks?.join('\n') ?? '');
  const changes = useFieldChanges(source.id);

  function submit(event: FormEvent) {
    event.preventDefault();
    const networks = text.split(/[\s,]+/).filter((part) => part !== '');
    const change = { allowedNetworks: networks.length === 0 ? null : networks };
    changes.mutate({ change, done: t.eventSources.guard.saved });
  }

  return (
    <form className={classes.setting} onSubmit={submit}>
      <div className={classes.places}>
        <h2>{t.eventSources.guard.addresses}</h2>
        <p>{t.eventSources.guard.addressesAbout}</p>
        <Textarea
          label={t.eventSources.guard.networks}
          description={t.eventSources.guard.networksHint}
          placeholder={'203.0.113.0/24\n2001:db8::/32'}
          autosize
          minRows={2}
          maxRows={8}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <Button type="submit" variant="default" loading={changes.isPending}>
        {t.eventSources.guard.saveAddresses}
      </Button>
    </form>
  );
}

const kinds = ['subject', 'fingerprint'] as const;

function CertificateCheck({ source }: { source: Source }) {
  const { t } = useTexts();
  const [header, setHeader] = useState(source.certificate?.header ?? '');
  const [kind, setKind] = useState<(typeof kinds)[number]>(source.certificate?.kind ?? 'subject');
  const [value, setValue] = useState(source.certificate?.value ?? '');
  const changes = useFieldChanges(source.id);

  function submit(event: FormEvent) {
    event.preventDefault();
    const isEmpty = header.trim() === '' && value.trim() === '';
    const certificate = isEmpty ? null : { header: header.trim(), kind, value: value.trim() };
    changes.mutate({ change: { certificate }, done: t.eventSources.guard.saved });
  }

  return (
    <form className={classes.setting} onSubmit={submit}>
      <div className={classes.places}>
        <h2>{t.eventSources.guard.certificate}</h2>
        <p>{t.eventSources.guard.certificateAbout}</p>
        <TextInput
          label={t.eventSources.guard.header}
          description={t.eventSources.guard.headerHint}
          placeholder="ssl-client-subject-dn"
          spellCheck={false}
          required={value.trim() !== ''}
          withAsterisk={false}
          pattern="[A-Za-z][A-Za-z0-9\-]*"
          maxLength={100}
          value={header}
          onChange={(event) => setHeader(event.currentTarget.value)}
        />
        <Select
          label={t.eventSources.guard.expects}
          data={kinds.map((one) => ({ value: one, label: t.eventSources.guard.kinds[one] }))}
          value={kind}
          onChange={(chosen) => setKind(chosen === 'fingerprint' ? 'fingerprint' : 'subject')}
          allowDeselect={false}
        />
        <TextInput
          label={t.eventSources.guard.kinds[kind]}
          spellCheck={false}
          required={header.trim() !== ''}
          withAsterisk={false}
          maxLength={1000}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      </div>
      <Button type="submit" variant="default" loading={changes.isPending}>
        {t.eventSources.guard.saveCertificate}
      </Button>
    </form>
  );
}
