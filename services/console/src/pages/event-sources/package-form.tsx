import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Resource } from '../../api/client.ts';
import { useTexts } from '../../i18n/text.tsx';
import { DeployWays } from './deploy-ways.tsx';
import { Mistakes } from './mistakes.tsx';
import { PackageConditions } from './package-conditions.tsx';
import { emptyDraft, toQuery, triggers } from './package-draft.ts';
import { packageAddress, previewPackage } from './queries.ts';
import classes from './setup-tab.module.css';

/** From what should be sent and when to a package that Salesforce deploys. */
export function PackageForm({ source }: { source: Resource<'EventSource'> }) {
  const { t } = useTexts();
  const [draft, setDraft] = useState(emptyDraft);
  const query = toQuery(draft, source.objectType);
  const preview = useMutation({ mutationFn: () => previewPackage(source.id, query) });
  const change = (next: typeof draft) => {
    setDraft(next);
    if (!preview.isIdle) preview.reset(); // what was shown is not this any more
  };

  function download(event: FormEvent) {
    event.preventDefault();
    // Asked for first, so that a mistake shows here and not as a page of its own.
    preview.mutate(undefined, { onSuccess: () => window.location.assign(packageAddress(source.id, query)) });
  }

  return (
    <form onSubmit={download} className={classes.form}>
      <p className="dim">
        {source.fields.length === 0
          ? t.salesforceSetup.noFieldsYet
          : t.salesforceSetup.fieldsSent(source.fields.filter(({ name }) => name !== 'Id').length)}
      </p>
      {source.objectType === null && (
        <TextInput
          label={t.salesforceSetup.object}
          placeholder="Case"
          required
          withAsterisk={false}
          spellCheck={false}
          pattern="[A-Za-z][A-Za-z0-9_]*"
          value={draft.object}
          onChange={(event) => change({ ...draft, object: event.currentTarget.value })}
        />
      )}
      <TextInput
        label={t.salesforceSetup.user}
        description={t.salesforceSetup.userHint}
        placeholder="integration@acme.com"
        required
        withAsterisk={false}
        spellCheck={false}
        minLength={3}
        maxLength={255}
        value={draft.integrationUser}
        onChange={(event) => change({ ...draft, integrationUser: event.currentTarget.value })}
      />
      <NativeSelect
        label={t.salesforceSetup.trigger}
        data={triggers.map((value) => ({ value, label: t.salesforceSetup.triggers[value] }))}
        value={draft.trigger}
        onChange={({ currentTarget: { value } }) =>
          change({ ...draft, trigger: triggers.find((one) => one === value) ?? 'both' })
        }
      />
      <PackageConditions fields={source.fields} draft={draft} onChange={change} />
      <label className={classes.check}>
        <input
          type="checkbox"
          checked={draft.active}
          aria-describedby="package-active"
          onChange={(event) => change({ ...draft, active: event.currentTarget.checked })}
        />
        <span>
          {t.salesforceSetup.active}
          <span id="package-active" className={classes.hint}>
            {t.salesforceSetup.activeHint}
          </span>
        </span>
      </label>
      {preview.isError && <Mistakes title={t.salesforceSetup.packageRefused} error={preview.error} />}
      <div className={classes.actions}>
        <Button type="submit" leftSection={<IconDownload size={14} />} loading={preview.isPending}>
          {t.salesforceSetup.download}
        </Button>
        <span className="dim">{t.salesforceSetup.secret}</span>
      </div>
      {preview.data?.files.map(({ path, content }) => (
        <details key={path} className={classes.file}>
          <summary className="mono">{path}</summary>
          <pre>{content}</pre>
        </details>
      ))}
      <DeployWays fileName={`${preview.data?.developerName ?? 'Canvass_…'}.zip`} />
    </form>
  );
}
