import type { ReactNode } from 'react';
import type { Resource } from '../../../../api/client.ts';
import { runTones, taskTones } from '../../../../api/statuses.ts';
import { Status } from '../../../../components/status.tsx';
import { useTexts } from '../../../../i18n/text.tsx';
import type { Tone } from '../../../../theme/tones.ts';
import { ConditionsSeen } from '../../conditions-seen.tsx';
import { type Definition, findStep } from '../definition.ts';
import { stepTitle } from '../field-choices.ts';
import type { Selection } from '../flow.tsx';
import { StepResultShown } from './step-result.tsx';
import classes from './test-run.module.css';

interface TestRunResultProps {
  run: Resource<'TestRun'>;
  definition: Definition;
  selection: Selection;
  onSelect(selection: Selection): void;
}

/** Step by step what would happen, in the flow's order; a step's heading shows its card. */
export function TestRunResult({ run, definition, selection, onSelect }: TestRunResultProps) {
  const { t } = useTexts();
  const { conditions, steps } = run;
  const met = conditions === null || conditions.met;
  return (
    <section aria-label={t.testRun.result} className={classes.result}>
      <h3 className={classes.headline} tabIndex={-1} data-test-run-result>
        <Status tone={runTones[run.status]}>{headline(run.status, t.testRun.headline)}</Status>
      </h3>
      <ol className={classes.steps}>
        <ResultCard
          title={t.testRun.conditions}
          tone={met ? 'done' : 'skipped'}
          verdict={
            conditions === null ? t.testRun.noConditions : met ? t.testRun.conditionsMet : t.testRun.conditionsNotMet
          }
          isCurrent={selection?.kind === 'conditions'}
          onSelect={() => onSelect({ kind: 'conditions' })}
        >
          {conditions && <ConditionsSeen group={conditions} label={t.testRun.seen} />}
        </ResultCard>
        {steps.map((step) => {
          const placed = findStep(definition, step.stepId);
          return (
            <ResultCard
              key={step.stepId}
              title={placed ? stepTitle(placed.step, t) : (step.name ?? step.stepId)}
              tone={taskTones[step.status]}
              verdict={step.type === 'branch' && step.branch ? t.testRun.decided : t.testRun.status[step.status]}
              isCurrent={selection?.kind === 'step' && selection.id === step.stepId}
              onSelect={() => onSelect({ kind: 'step', id: step.stepId })}
            >
              <StepResultShown step={step} />
            </ResultCard>
          );
        })}
      </ol>
    </section>
  );
}

function headline(status: string, words: Record<string, string> & { other: string }): string {
  return words[status] ?? words.other;
}

interface ResultCardProps {
  title: string;
  tone: Tone;
  verdict: string;
  isCurrent: boolean;
  onSelect(): void;
  children: ReactNode;
}

function ResultCard({ title, tone, verdict, isCurrent, onSelect, children }: ResultCardProps) {
  return (
    <li className={classes.step} data-current={isCurrent || undefined}>
      <button type="button" className={classes.stepHead} aria-current={isCurrent} onClick={onSelect}>
        <b>{title}</b>
        <Status tone={tone}>{verdict}</Status>
      </button>
      <div className={classes.stepBody}>{children}</div>
    </li>
  );
}
