import type { Queryable, StepRow } from '@canvass/database';
import {
  type ConditionInput,
  dependenciesOf,
  endWait,
  type FieldTypes,
  flattenSteps,
  hasInvitation,
  PermanentError,
  type PlannedWait,
  type Step,
  type StepNotDone,
  type Task,
  traceConditions,
  type WorkflowDefinition,
  type WorkspaceId,
} from '@canvass/domain';
import { planRun, type RunFacts, toRevision, withKnownFields } from '@canvass/runs';
import type { TestRun, TestRunStep } from './test-run-steps.ts';
import { TriedContacts } from './tried-contacts.ts';
import { trySurveyTask } from './try-survey-task.ts';

export interface TestRunInput {
  definition: WorkflowDefinition;
  /** The notification's fields. */
  event: Record<string, string | null>;
  fieldTypes: FieldTypes;
  /** As if it arrived then. */
  arrivedAt: Date;
  defaultCountry: string;
  surveyUrl: string;
}

type StepState = RunFacts['steps'][number];

/**
 * What a workflow would do with a notification: conditions, order, contacts and messages by the code that does it for real,
 * over the workspace as it is. Only reads; give it a transaction that is read only.
 */
export async function testRun(db: Queryable, workspaceId: WorkspaceId, input: TestRunInput): Promise<TestRun> {
  const { definition, event, fieldTypes } = input;
  let now = input.arrivedAt; // later after a wait
  const { timeZone } = definition;
  const first: ConditionInput = { event, steps: {}, fieldTypes, now, timeZone };
  const conditions = definition.conditions && traceConditions(definition.conditions, first);
  if (conditions && !conditions.met) return { status: 'skipped', conditions, steps: [] };

  const revision = toRevision(definition);
  const readsContact = flattenSteps(definition.steps).some((step) => dependenciesOf(step).contact);
  const branches = new Map(flattenSteps(definition.steps).map((step) => [step.id, step]));
  const contacts = new TriedContacts(db, workspaceId);
  const states: StepState[] = [];
  const steps: TestRunStep[] = [];
  for (;;) {
    const contact = readsContact ? await contacts.now() : null;
    const condition = (): ConditionInput => ({ ...first, steps: outputsOf(states), now, contact });
    const plan = planRun({ revision, event, fieldTypes, now, steps: states, present: { later: null, contact } });
    if (plan.kind === 'wait') throw new Error('a test run waits for a task');
    for (const { stepId, output } of plan.decisions) {
      const branch = branches.get(stepId);
      if (branch?.type !== 'branch') continue;
      const trace = traceConditions(branch.if, condition());
      steps.push({
        type: 'branch',
        stepId,
        status: 'succeeded',
        error: null,
        branch: { ...output, conditions: trace },
      });
      states.push({ stepId, status: 'succeeded', output: { ...output }, parked: false });
    }
    if (plan.kind === 'finish') {
      const notDone = plan.notDone.map(({ step, reason }) => notReached(step, reason));
      return { status: plan.status, conditions, steps: [...steps, ...notDone] };
    }
    if (plan.kind === 'pause') {
      const { step, schedule } = plan.wait;
      const { result, output } = tryWait(definition, plan.wait, condition());
      if (schedule.kind === 'until' && schedule.at > now) now = schedule.at;
      steps.push(result);
      states.push({ stepId: step.id, status: result.status, output, parked: false });
      continue;
    }
    const { result, output } = await tryTask(db, workspaceId, plan.task.step, { input, contacts, states });
    steps.push(result);
    states.push({ stepId: result.stepId, status: result.status, output, parked: false });
  }
}

interface TryingContext {
  input: TestRunInput;
  contacts: TriedContacts;
  states: readonly StepState[];
}

interface Tried {
  result: TestRunStep;
  output: StepRow['output'];
}

async function tryTask(
  db: Queryable,
  workspaceId: WorkspaceId,
  step: Task,
  { input, contacts, states }: TryingContext,
): Promise<Tried> {
  const { definition, event, fieldTypes, defaultCountry, arrivedAt: receivedAt, surveyUrl } = input;
  const { timeZone } = definition;
  const facts = { event, outputs: outputsOf(states), timeZone, defaultCountry, receivedAt };
  const base = { stepId: step.id, status: 'succeeded', error: null } as const;
  if (step.type === 'contact') {
    try {
      const { output, shown } = await contacts.try(step, facts);
      return { result: { ...base, type: 'contact', contact: shown }, output: { ...output } };
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      const failure = { code: error.code, detail: error.detail };
      return { result: { ...base, type: 'contact', status: 'failed', error: failure, contact: null }, output: null };
    }
  }
  const task = { ...facts, step, event: withKnownFields(event, fieldTypes.keys()) };
  const { output, email, text, ...tried } = await trySurveyTask(db, workspaceId, task, contacts, {
    surveyUrl,
    timeZone,
  });
  const result: TestRunStep =
    step.type === 'email-survey'
      ? { ...tried, stepId: step.id, type: 'email-survey', email }
      : { ...tried, stepId: step.id, type: 'sms-survey', text };
  return { result, output };
}

/** A wait as if its time went by and nothing came meanwhile. */
function tryWait(definition: WorkflowDefinition, { step, schedule }: PlannedWait, facts: ConditionInput): Tried {
  const base = { stepId: step.id, type: 'wait', error: null } as const;
  if (schedule.kind === 'failed') {
    return { result: { ...base, status: 'failed', error: schedule.failure, wait: null }, output: null };
  }
  const { until } = step;
  const outcome = until.kind === 'answered' && !hasInvitation(until.step, facts.steps) ? 'no-invitation' : 'time-over';
  const now = new Date(Math.max(schedule.at.getTime(), facts.now.getTime()));
  const output = endWait(definition, step, outcome, { ...facts, now, later: null });
  return {
    result: { ...base, status: 'succeeded', wait: { ...output, until: schedule.at } },
    output: { ...output },
  };
}

function notReached(step: Step, code: StepNotDone['reason']): TestRunStep {
  const base = { stepId: step.id, status: 'skipped', error: { code, detail: null } } as const;
  switch (step.type) {
    case 'branch':
      return { ...base, type: 'branch', branch: null };
    case 'wait':
      return { ...base, type: 'wait', wait: null };
    case 'contact':
      return { ...base, type: 'contact', contact: null };
    case 'email-survey':
      return { ...base, type: 'email-survey', survey: null, email: null };
    case 'sms-survey':
      return { ...base, type: 'sms-survey', survey: null, text: null };
  }
}

function outputsOf(states: readonly StepState[]): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    states.flatMap(({ stepId, output }) => (output === null ? [] : [[stepId, output] as const])),
  );
}
