import { ActionIcon, Button } from '@mantine/core';
import { IconPlayerPlay, IconX } from '@tabler/icons-react';
import { problemOf } from '../../../../api/problem.ts';
import { ErrorNotice } from '../../../../components/error-notice.tsx';
import { useTexts } from '../../../../i18n/text.tsx';
import builder from '../builder.module.css';
import type { Definition } from '../definition.ts';
import type { Selection } from '../flow.tsx';
import { SampleForm } from './sample-form.tsx';
import classes from './test-run.module.css';
import { TestRunResult } from './test-run-result.tsx';
import type { Sample } from './use-sample.ts';
import type { TestRunState } from './use-test-run.ts';

interface TestRunPanelProps {
  definition: Definition;
  sample: Sample;
  testRun: TestRunState;
  selection: Selection;
  onSelect(selection: Selection): void;
  onClose(): void;
}

/** Tries the draft on a sample, beside the flow. */
export function TestRunPanel({ definition, sample, testRun, selection, onSelect, onClose }: TestRunPanelProps) {
  const { t } = useTexts();
  const { result, error, isPending, isStale } = testRun;
  return (
    <section className={builder.panel} aria-label={t.testRun.title}>
      <header className={builder.panelHead}>
        <div>
          <div className={builder.panelTitle}>{t.testRun.title}</div>
          <div className={classes.note}>{t.testRun.nothingHappens}</div>
        </div>
        <ActionIcon variant="subtle" color="gray" aria-label={t.common.close} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </header>
      <SampleForm sample={sample} asOfArrival={testRun.asOfArrival} onAsOfArrival={testRun.setAsOfArrival} />
      <Button
        fullWidth
        loading={isPending}
        leftSection={<IconPlayerPlay size={16} />}
        onClick={testRun.start}
        data-autofocus
      >
        {result ? t.testRun.runAgain : t.testRun.run}
      </Button>
      {error &&
        (problemOf(error).code === 'invalid-definition' ? (
          <p className={classes.warning} role="alert">
            {t.testRun.notComplete}
          </p>
        ) : (
          <ErrorNotice error={error} onRetry={testRun.start} />
        ))}
      {result && !error && (
        <>
          {isStale && (
            <p className={classes.warning} role="status">
              {t.testRun.stale}
            </p>
          )}
          <TestRunResult run={result} definition={definition} selection={selection} onSelect={onSelect} />
        </>
      )}
    </section>
  );
}
