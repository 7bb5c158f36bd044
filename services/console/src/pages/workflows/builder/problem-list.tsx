import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Resource } from '../../../api/client.ts';
import { StatusShape } from '../../../components/status.tsx';
import { showDone, showFailure } from '../../../components/toasts.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { declareEmbeddedData } from '../queries.ts';
import classes from './builder.module.css';
import { type Definition, type PlacedStep, placedSteps } from './definition.ts';
import { stepTitle } from './field-choices.ts';
import type { Selection } from './flow.tsx';
import { isUnder } from './problems.ts';

type Problem = Resource<'DefinitionProblem'>;

interface ProblemListProps {
  definition: Definition;
  problems: readonly Problem[];
  onSelect(selection: Selection): void;
  /** Something that was wrong has been mended outside of the draft. */
  onMended(): void;
}

/** Everything wrong with the draft, as in an editor: each leads to its card, and what a click mends has its button. */
export function ProblemList({ definition, problems, onSelect, onMended }: ProblemListProps) {
  const { t } = useTexts();
  const steps = placedSteps(definition);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const ordered = [...errors, ...problems.filter(({ severity }) => severity === 'warning')];
  return (
    <section className={classes.problems} aria-label={t.builder.problems} aria-live="polite">
      {problems.length === 0 ? (
        <span className={classes.fine}>
          <StatusShape tone="done" /> {t.builder.noProblems}
        </span>
      ) : (
        <>
          <b>
            {errors.length > 0 ? t.builder.keepFromPublishing(errors.length) : t.builder.onlyWarnings(problems.length)}
          </b>
          <ul>
            {[...Map.groupBy(ordered, saidOf)].map(([said, same]) => (
              <ProblemItem key={said} same={same} steps={steps} onSelect={onSelect} onMended={onMended} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** What is said once, however many steps it is about. */
function saidOf({ severity, code, sentence, fix }: Problem): string {
  return JSON.stringify([severity, code, sentence, fix]);
}

interface ProblemItemProps {
  /** The same mistake, at every place that has it. */
  same: readonly Problem[];
  steps: readonly PlacedStep[];
  onSelect(selection: Selection): void;
  onMended(): void;
}

function ProblemItem({ same, steps, onSelect, onMended }: ProblemItemProps) {
  const { t } = useTexts();
  const mend = useMutation({
    mutationFn: declareEmbeddedData,
    onSuccess: (survey, { names }) => {
      showDone(t.builder.declared(names.join(', '), survey.name));
      onMended();
    },
    onError: (error) => showFailure(error, t),
  });
  const [problem] = same;
  if (problem === undefined) return null;
  const { fix } = problem;
  return (
    <li className={classes.problemItem}>
      <StatusShape tone={problem.severity === 'error' ? 'failed' : 'partly'} />
      <div>
        {same.map((each) => {
          // The innermost step that it is under.
          const placed = steps.findLast(({ pointer }) => isUnder(each, pointer));
          return (
            <button
              key={each.pointer}
              type="button"
              className={classes.problemLink}
              onClick={() => onSelect(placed ? { kind: 'step', id: placed.step.id } : selectionOf(each))}
            >
              {placed ? stepTitle(placed.step, t) : placeName(each, t)}
            </button>
          );
        })}
        <div>
          {problem.sentence} {problem.mend !== '' && <span className="dim">{problem.mend}</span>}
        </div>
        {fix && (
          <Button size="compact-xs" variant="default" mt={4} loading={mend.isPending} onClick={() => mend.mutate(fix)}>
            {t.builder.declare(fix.names.join(', '))}
          </Button>
        )}
      </div>
    </li>
  );
}

function placeName({ pointer }: Problem, t: ReturnType<typeof useTexts>['t']): string {
  return pointer === '/timeZone' ? t.builder.timeZone : t.workflows.onlyIf;
}

function selectionOf({ pointer }: Problem): Selection {
  return pointer === '/timeZone' ? { kind: 'event' } : { kind: 'conditions' };
}
