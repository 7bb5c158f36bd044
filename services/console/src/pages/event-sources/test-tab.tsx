import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Resource } from '../../api/client.ts';
import { useRights } from '../../api/rights.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { sendTestMessage, testsQuery } from './queries.ts';
import { TestList } from './test-list.tsx';
import classes from './test-tab.module.css';
import { firstValues, type TestValue, toFields } from './test-values.ts';
import { TestValuesForm } from './test-values-form.tsx';

/** A message of made-up values by the way that real ones come, and what became of it. */
export function TestTab({ source }: { source: Resource<'EventSource'> }) {
  const { t } = useTexts();
  const { mayWrite } = useRights();
  const query = useQuery(testsQuery(source.id));
  return (
    <div className={classes.columns}>
      {mayWrite && <TestForm source={source} workflowsOn={query.data?.workflowsOn ?? null} />}
      <section aria-label={t.testMessages.resultsTitle}>
        <h2 className={classes.title}>{t.testMessages.resultsTitle}</h2>
        {query.data && <TestList tests={query.data.tests} />}
      </section>
    </div>
  );
}

interface TestFormProps {
  source: Resource<'EventSource'>;
  /** Null = not known yet. */
  workflowsOn: number | null;
}

function TestForm({ source, workflowsOn }: TestFormProps) {
  const { t } = useTexts();
  const [objectType, setObjectType] = useState('Case');
  const [values, setValues] = useState<TestValue[]>(() => firstValues(source));
  const client = useQueryClient();
  const asksObject = source.kind === 'salesforce' && source.objectType === null;
  const sending = useMutation({
    mutationFn: () =>
      sendTestMessage(source.id, {
        fields: toFields(values),
        ...(asksObject ? { objectType: objectType.trim() } : {}),
      }),
    onSettled: () => client.invalidateQueries({ queryKey: testsQuery(source.id).queryKey }),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    sending.mutate();
  }

  return (
    <form onSubmit={submit} aria-label={t.testMessages.title}>
      <h2 className={classes.title}>{t.testMessages.title}</h2>
      <p className={`${classes.about} dim`}>{t.testMessages.about[source.kind]}</p>
      {workflowsOn !== null && (
        <p className={classes.starts} data-warns={workflowsOn > 0}>
          {workflowsOn > 0 ? t.testMessages.starts(workflowsOn) : t.testMessages.startsNothing}
        </p>
      )}
      {asksObject && (
        <TextInput
          label={t.testMessages.object}
          description={t.testMessages.objectHint}
          value={objectType}
          onChange={(event) => setObjectType(event.currentTarget.value)}
          required
          withAsterisk={false}
          pattern="[A-Za-z][A-Za-z0-9_]*"
          maxLength={255}
          spellCheck={false}
          className={classes.object}
        />
      )}
      <TestValuesForm values={values} onChange={setValues} />
      {sending.isError && <ErrorNotice error={sending.error} />}
      <Button type="submit" loading={sending.isPending} className={classes.send}>
        {t.testMessages.send}
      </Button>
    </form>
  );
}
