import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Resource } from '../../api/client.ts';
import { type Fact, Facts } from '../../components/facts.tsx';
import { PipedMessage, PipedText } from '../../components/piped-text.tsx';
import { type Catalogue, useTexts } from '../../i18n/text.tsx';
import { WaitSentence } from './builder/wait-sentence.tsx';
import { ConditionSentence } from './condition-sentence.tsx';
import classes from './workflow-page.module.css';

type Step = Resource<'StepOutput'>;
type Task = Exclude<Step, { type: 'branch' } | { type: 'wait' }>;

/** What ids in a definition stand for, in words. */
export interface StepNames {
  readonly surveys: ReadonlyMap<string, string>;
  readonly steps: ReadonlyMap<string, string>;
}

export function StepCards({ steps, names }: { steps: Step[]; names: StepNames }) {
  const { t } = useTexts();
  if (steps.length === 0) return <p className={classes.nothing}>{t.workflows.nothingHere}</p>;
  return (
    <ol className={classes.steps}>
      {steps.map((step) => (
        <li key={step.id}>
          {step.type === 'branch' ? (
            <BranchCard branch={step} names={names} />
          ) : step.type === 'wait' ? (
            <WaitCard wait={step} />
          ) : (
            <TaskCard task={step} names={names} />
          )}
        </li>
      ))}
    </ol>
  );
}

function BranchCard({ branch, names }: { branch: Extract<Step, { type: 'branch' }>; names: StepNames }) {
  const { t } = useTexts();
  return (
    <>
      <Card kind={t.workflows.ifBranch} title={<ConditionSentence group={branch.if} />} />
      <div className={classes.branches}>
        <div>
          <div className={classes.branchName}>{t.workflows.whenMet}</div>
          <StepCards steps={branch.steps} names={names} />
        </div>
        <div>
          <div className={classes.branchName}>{t.workflows.otherwise}</div>
          <StepCards steps={branch.otherwise} names={names} />
        </div>
      </div>
    </>
  );
}

function WaitCard({ wait }: { wait: Extract<Step, { type: 'wait' }> }) {
  const { t } = useTexts();
  return (
    <Card kind={t.runs.taskTypes.wait} title={wait.name ?? <WaitSentence wait={wait} definition={null} />}>
      {wait.goOnIf !== null && (
        <>
          {t.builder.goOnIf} <ConditionSentence group={wait.goOnIf} />
        </>
      )}
    </Card>
  );
}

export function Card({ kind, title, children }: { kind: string; title: ReactNode; children?: ReactNode }) {
  return (
    <section className={classes.card}>
      <div className={classes.kind}>{kind}</div>
      <div className={classes.cardTitle}>{title}</div>
      {children}
    </section>
  );
}

function TaskCard({ task, names }: { task: Task; names: StepNames }) {
  const { t } = useTexts();
  const kind = t.runs.taskTypes[task.type];
  return (
    <Card kind={kind} title={task.name ?? kind}>
      <Facts label={task.name ?? kind} facts={taskFacts(task, names, t)} />
    </Card>
  );
}

function taskFacts(task: Task, names: StepNames, t: Catalogue): Fact[] {
  if (task.type === 'contact') return contactFacts(task, t);
  return [
    {
      name: t.workflows.survey,
      value: (
        <Link to="/surveys/$surveyId" params={{ surveyId: task.surveyId }} className="link">
          {names.surveys.get(task.surveyId) ?? t.workflows.openSurvey}
        </Link>
      ),
    },
    { name: t.workflows.contactOf, value: names.steps.get(task.contactStep) ?? task.contactStep },
    ...(task.type === 'email-survey'
      ? [
          { name: t.workflows.from, value: [task.from.name, task.from.email].filter(Boolean).join(' · ') },
          { name: t.workflows.subject, value: <PipedText text={task.subject} /> },
        ]
      : []),
    {
      name: t.workflows.message,
      value: task.type === 'email-survey' ? <PipedMessage html={task.message} /> : <PipedText text={task.message} />,
    },
    { name: t.workflows.linkExpires, value: t.workflows.days(task.linkExpiresAfterDays) },
  ];
}

function contactFacts(task: Extract<Task, { type: 'contact' }>, t: Catalogue): Fact[] {
  const fields = (['firstName', 'lastName', 'email', 'phone', 'externalReference', 'language'] as const).flatMap(
    (field) => {
      const text = task.contact[field];
      return text === undefined ? [] : [{ name: t.workflows.fields[field], value: <PipedText text={text} /> }];
    },
  );
  const embedded = Object.entries(task.embeddedData);
  const keys = task.matchBy.map((key) => t.workflows.matchKeys[key]).join(', ');
  return [
    { name: t.workflows.matchBy, value: task.matchBy.length > 1 ? t.workflows.keyOrder(keys) : keys },
    ...fields,
    ...(embedded.length > 0 ? [{ name: t.workflows.embeddedData, value: <Pairs pairs={embedded} /> }] : []),
    ...(task.transaction
      ? [
          {
            name: t.workflows.transaction,
            value: (
              <>
                <PipedText text={task.transaction.name} />
                <Pairs pairs={Object.entries(task.transaction.fields)} />
              </>
            ),
          },
        ]
      : []),
    ...(task.mailingList ? [{ name: t.workflows.mailingList, value: task.mailingList }] : []),
  ];
}

function Pairs({ pairs }: { pairs: [string, string][] }) {
  return (
    <ul className={classes.pairs}>
      {pairs.map(([name, text]) => (
        <li key={name}>
          <span className="dim">{name}</span> <PipedText text={text} />
        </li>
      ))}
    </ul>
  );
}
