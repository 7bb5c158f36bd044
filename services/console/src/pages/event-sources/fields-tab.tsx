import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Resource } from '../../api/client.ts';
import { useRights } from '../../api/rights.ts';
import { useTexts } from '../../i18n/text.tsx';
import { FieldTable } from './field-table.tsx';
import { isFieldType, useFieldTypeChoices } from './field-types.ts';
import classes from './fields-tab.module.css';
import type { FieldType } from './queries.ts';
import { useFieldChanges } from './use-field-changes.ts';
import { WsdlUpload } from './wsdl-upload.tsx';

/** The catalogue, and the three ways to fill it: listen, upload, type. */
export function FieldsTab({ source }: { source: Resource<'EventSource'> }) {
  const { t } = useTexts();
  const { mayWrite } = useRights();
  const isEmpty = source.fields.length === 0;
  const isJson = source.kind === 'json';
  if (!mayWrite) return <FieldTable source={source} editable={false} />;
  return (
    <>
      {isEmpty && (
        <section className={classes.ways} aria-label={t.salesforceSetup.waysTitle}>
          <h2 className={classes.title}>{t.salesforceSetup.waysTitle}</h2>
          <Way
            title={t.salesforceSetup.wayListen}
            text={isJson ? t.jsonEvents.listenText : t.salesforceSetup.wayListenText}
          >
            <span className={classes.listening}>{t.salesforceSetup.listening}</span>
          </Way>
          {!isJson && (
            <Way title={t.salesforceSetup.wayWsdl} text={t.salesforceSetup.wayWsdlText}>
              <WsdlUpload source={source} />
            </Way>
          )}
          <Way
            title={t.salesforceSetup.wayType}
            text={isJson ? t.jsonEvents.typeText : t.salesforceSetup.wayTypeText}
          />
        </section>
      )}
      <div className={classes.tools}>
        <AddField source={source} />
        {!isEmpty && !isJson && <WsdlUpload source={source} />}
      </div>
      {!isEmpty && <FieldTable source={source} editable />}
    </>
  );
}

function Way({ title, text, children }: { title: string; text: string; children?: React.ReactNode }) {
  return (
    <div className={classes.way}>
      <h3>{title}</h3>
      <p>{text}</p>
      {children}
    </div>
  );
}

function AddField({ source }: { source: Resource<'EventSource'> }) {
  const { t } = useTexts();
  const [name, setName] = useState('');
  const [type, setType] = useState<FieldType>('text');
  const choices = useFieldTypeChoices();
  const changes = useFieldChanges(source.id);

  function submit(event: FormEvent) {
    event.preventDefault();
    const field = { name: name.trim(), type };
    const done = t.salesforceSetup.fieldAdded(field.name);
    changes.mutate({ change: { fields: [field] }, done }, { onSuccess: () => setName('') });
  }

  return (
    <form onSubmit={submit} className={classes.add}>
      <TextInput
        label={t.salesforceSetup.fieldNameLabel}
        placeholder="ContactEmail"
        spellCheck={false}
        required
        withAsterisk={false}
        pattern="[A-Za-z_][A-Za-z0-9_.\-]*"
        maxLength={255}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={t.eventSources.fieldType}
        data={choices}
        value={type}
        onChange={({ currentTarget: { value } }) => isFieldType(value) && setType(value)}
      />
      <Button type="submit" variant="default" loading={changes.isPending}>
        {t.salesforceSetup.addField}
      </Button>
    </form>
  );
}
