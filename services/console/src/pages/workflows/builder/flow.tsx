import { IconGripVertical } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import type { Resource } from '../../../api/client.ts';
import { PipedText } from '../../../components/piped-text.tsx';
import { type Catalogue, useTexts } from '../../../i18n/text.tsx';
import { ConditionSentence } from '../condition-sentence.tsx';
import { AddStep } from './add-step.tsx';
import classes from './builder.module.css';
import type { Definition, ListPointer, Step, StepType, Task, WaitStep } from './definition.ts';
import { stepTitle } from './field-choices.ts';
import { isUnder } from './problems.ts';
import { type DropRules, useStepDrag } from './step-drag.ts';
import type { StepActions } from './step-panel.tsx';
import { WaitSentence } from './wait-sentence.tsx';

/** What is selected: a step by its id, or one of the two cards at the top. */
export type Selection = { kind: 'step'; id: string } | { kind: 'conditions' } | { kind: 'event' } | null;

interface FlowProps {
  definition: Definition;
  eventSourceName: string;
  surveyNames: ReadonlyMap<string, string>;
  problems: readonly Resource<'DefinitionProblem'>[];
  selection: Selection;
  onSelect(selection: Selection): void;
  onAdd(list: ListPointer, index: number, type: StepType): void;
  actions: StepActions;
  drop: DropRules;
}

/** The workflow from top to bottom: the event, its conditions, the steps. */
export function Flow(props: FlowProps) {
  const { definition, problems, selection, onSelect } = props;
  const { t } = useTexts();
  const { conditions } = definition;
  return (
    <section className={classes.flow} aria-label={t.builder.flow}>
      <Card
        kind={t.workflows.when}
        title={t.workflows.eventFrom(props.eventSourceName)}
        problems={problems.filter((problem) => isUnder(problem, '/timeZone'))}
        isCurrent={selection?.kind === 'event'}
        onSelect={() => onSelect({ kind: 'event' })}
      >
        <div className={classes.line}>
          {t.builder.timeZone}: {definition.timeZone}
        </div>
      </Card>
      <div className={classes.gap} />
      <Card
        kind={t.workflows.onlyIf}
        title={
          conditions && conditions.conditions.length > 0 ? <ConditionSentence group={conditions} /> : t.workflows.always
        }
        problems={problems.filter((problem) => isUnder(problem, '/conditions'))}
        isCurrent={selection?.kind === 'conditions'}
        onSelect={() => onSelect({ kind: 'conditions' })}
      />
      <Steps {...props} steps={definition.steps} list="/steps" />
    </section>
  );
}

function Steps({ steps, list, ...props }: FlowProps & { steps: readonly Step[]; list: ListPointer }) {
  const { t } = useTexts();
  const after = (index: number) => {
    const before = steps[index - 1];
    return before === undefined ? t.builder.atTheStart : t.builder.after(stepTitle(before, t));
  };
  return (
    <ol className={classes.list}>
      {steps.map((step, index) => (
        <li key={step.id}>
          <AddStep
            {...props.drop}
            place={{ list, index }}
            where={after(index)}
            onAdd={(type) => props.onAdd(list, index, type)}
          />
          <StepCard {...props} step={step} pointer={`${list}/${index}`} />
        </li>
      ))}
      <li>
        <AddStep
          {...props.drop}
          place={{ list, index: steps.length }}
          where={after(steps.length)}
          onAdd={(type) => props.onAdd(list, steps.length, type)}
        />
      </li>
    </ol>
  );
}

function StepCard({ step, pointer, ...props }: FlowProps & { step: Step; pointer: string }) {
  const { t } = useTexts();
  const { actions, problems } = props;
  const card = useRef<HTMLDivElement>(null);
  const handle = useRef<HTMLSpanElement>(null);
  const isDragged = useStepDrag(card, handle, step.id);
  // What is wrong within a branch is shown on the cards within it.
  const own = problems.filter(
    (problem) =>
      isUnder(problem, pointer) &&
      !isUnder(problem, `${pointer}/steps`) &&
      !(step.type === 'branch' && isUnder(problem, `${pointer}/otherwise`)),
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const done = (run: () => void) => {
      event.preventDefault();
      run();
    };
    if (event.altKey && event.key === 'ArrowUp') return done(() => actions.move(step.id, 'up'));
    if (event.altKey && event.key === 'ArrowDown') return done(() => actions.move(step.id, 'down'));
    if (event.key === 'Delete' || event.key === 'Backspace') return done(() => actions.remove(step.id));
    if ((event.ctrlKey || event.metaKey) && event.key === 'd') return done(() => actions.duplicate(step.id));
  };
  return (
    <div ref={card} className={classes.draggable} data-dragged={isDragged || undefined}>
      <span ref={handle} className={classes.handle} title={t.builder.drag} aria-hidden="true">
        <IconGripVertical size={16} />
      </span>
      <Card
        id={step.id}
        kind={kindOf(step, t)}
        title={
          step.type === 'branch' ? <BranchTitle step={step} /> : <StepTitle step={step} definition={props.definition} />
        }
        problems={own}
        isCurrent={props.selection?.kind === 'step' && props.selection.id === step.id}
        onSelect={() => props.onSelect({ kind: 'step', id: step.id })}
        onKeyDown={onKeyDown}
      >
        {step.type === 'wait' && <WaitLine wait={step} />}
        {step.type !== 'branch' && step.type !== 'wait' && <TaskLine task={step} surveyNames={props.surveyNames} />}
      </Card>
      {step.type === 'branch' && (
        <div className={classes.arms}>
          <div className={classes.arm}>
            <div className={classes.armName}>{t.workflows.whenMet}</div>
            <Steps {...props} steps={step.steps} list={`${pointer}/steps`} />
          </div>
          <div className={classes.arm}>
            <div className={classes.armName}>{t.workflows.otherwise}</div>
            <Steps {...props} steps={step.otherwise} list={`${pointer}/otherwise`} />
          </div>
        </div>
      )}
    </div>
  );
}

/** A branch reads as its conditions, so that its name stands beside its kind. */
function kindOf(step: Step, t: Catalogue): string {
  const kind = t.runs.taskTypes[step.type];
  if (step.type === 'branch') return step.name ? `${kind} · ${step.name}` : kind;
  return step.name ? kind : t.builder.nextStep;
}

function BranchTitle({ step }: { step: Extract<Step, { type: 'branch' }> }) {
  const { t } = useTexts();
  if (step.if.conditions.length === 0) return t.builder.noConditionYet;
  return <ConditionSentence group={step.if} />;
}

function StepTitle({ step, definition }: { step: Task | WaitStep; definition: Definition }) {
  const { t } = useTexts();
  return step.type === 'wait' && !step.name ? <WaitSentence wait={step} definition={definition} /> : stepTitle(step, t);
}

/** What has to hold after a wait. */
function WaitLine({ wait }: { wait: WaitStep }) {
  const { t } = useTexts();
  if (wait.goOnIf === null || wait.goOnIf.conditions.length === 0) return null;
  return (
    <div className={classes.line}>
      {t.builder.goOnIf} <ConditionSentence group={wait.goOnIf} />
    </div>
  );
}

/** What a task does, in one line. */
function TaskLine({ task, surveyNames }: { task: Task; surveyNames: ReadonlyMap<string, string> }) {
  const { t } = useTexts();
  if (task.type === 'contact') {
    const keys = task.matchBy.map((key) => t.workflows.matchKeys[key]).join(', ');
    const facts = Object.keys(task.embeddedData).length;
    return (
      <div className={classes.line}>
        {t.builder.matchedBy(keys)}
        {facts > 0 && ` · ${t.builder.factCount(facts)}`}
      </div>
    );
  }
  const survey = surveyNames.get(task.surveyId) ?? t.builder.noSurveyYet;
  return (
    <div className={classes.line}>
      {survey} · <PipedText text={task.type === 'email-survey' ? task.subject : task.message.slice(0, 120)} />
    </div>
  );
}

interface CardProps {
  id?: string;
  kind: string;
  title: ReactNode;
  problems: readonly Resource<'DefinitionProblem'>[];
  isCurrent: boolean;
  onSelect(): void;
  onKeyDown?: (event: KeyboardEvent) => void;
  children?: ReactNode;
}

function Card({ id, kind, title, problems, isCurrent, onSelect, onKeyDown, children }: CardProps) {
  const { t } = useTexts();
  const wrong = problems.length;
  const isError = problems.some(({ severity }) => severity === 'error');
  const mark = wrong === 0 ? '' : isError ? classes.wrong : classes.doubtful;
  return (
    <button
      type="button"
      data-step={id}
      className={`${classes.card} ${mark}`}
      aria-current={isCurrent}
      onClick={onSelect}
      onKeyDown={onKeyDown}
    >
      <div className={classes.kind}>
        <span>{kind}</span>
        {wrong > 0 && (
          <span className={isError ? classes.count : classes.doubtfulCount}>{t.builder.problemCount(wrong)}</span>
        )}
      </div>
      <div className={classes.cardTitle}>{title}</div>
      {children}
    </button>
  );
}
