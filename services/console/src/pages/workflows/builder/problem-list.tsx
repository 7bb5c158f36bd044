import type { Resource } from '../../../api/client.ts';
import { StatusShape } from '../../../components/status.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './builder.module.css';
import { type Definition, placedSteps } from './definition.ts';
import { stepTitle } from './field-choices.ts';
import type { Selection } from './flow.tsx';
import { isUnder, sayProblem } from './problems.ts';

interface ProblemListProps {
  definition: Definition;
  problems: readonly Resource<'DefinitionProblem'>[];
  onSelect(selection: Selection): void;
}

/** Everything wrong with the draft, as in an editor: each leads to its card. */
export function ProblemList({ definition, problems, onSelect }: ProblemListProps) {
  const { t } = useTexts();
  if (problems.length === 0) return null;
  const steps = placedSteps(definition);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return (
    <section className={classes.problems} aria-label={t.builder.problems}>
      <b>{errors > 0 ? t.builder.keepFromPublishing(errors) : t.builder.onlyWarnings(problems.length)}</b>
      <ul>
        {problems.map((problem) => {
          // The innermost step that it is under.
          const placed = steps.findLast(({ pointer }) => isUnder(problem, pointer));
          const where = placed ? stepTitle(placed.step, t) : t.workflows.onlyIf;
          return (
            <li key={`${problem.pointer} ${problem.sentence}`}>
              <button
                type="button"
                className={classes.problemLink}
                onClick={() => onSelect(placed ? { kind: 'step', id: placed.step.id } : { kind: 'conditions' })}
              >
                <StatusShape tone={problem.severity === 'error' ? 'failed' : 'partly'} /> <b>{where}</b>{' '}
                {sayProblem(problem)}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
