import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConditionResult } from './evaluate-condition.ts';
import { finishedStatus, type PlanReader, planNext, type StepState } from './run-plan.ts';
import { type Step, WorkflowDefinition } from './workflow-definition.ts';

const met: ConditionResult = { met: true, failed: null, failedComparison: null, because: 'it is so' };
const unmet: ConditionResult = { met: false, failed: 'it is not', failedComparison: null, because: 'it is not' };
const later = new Date('2026-12-01T09:00:00Z');
const reads = (answer: ConditionResult): PlanReader => ({
  evaluate: () => answer,
  schedule: () => ({ kind: 'until', at: later }),
});
const task = (id: string, onFailure = 'stop') => ({ id, type: 'contact', matchBy: ['email'], contact: {}, onFailure });
const wait = (id: string, values: Record<string, unknown> = {}) => ({
  ...{ id, type: 'wait', until: { kind: 'duration', amount: 3, unit: 'days' } },
  ...values,
});
const survey = (id: string, contactStep: string, values: Record<string, unknown> = {}) => ({
  ...{ id, type: 'sms-survey', surveyId: '019ab7f2-0000-7000-8000-000000000001', contactStep },
  ...{ message: 'Hi {{ survey.link }}', ...values },
});
const branch = (id: string, steps: unknown[], otherwise: unknown[] = []) => ({
  id,
  type: 'branch',
  if: { kind: 'group', match: 'all', conditions: [] },
  steps,
  otherwise,
});
const definitionOf = (...steps: unknown[]) => WorkflowDefinition.parse({ steps });
const states = (entries: Record<string, StepState['status'] | StepState>) =>
  new Map(
    Object.entries(entries).map(([id, state]) => [
      id,
      typeof state === 'string' ? { status: state, output: null } : state,
    ]),
  );

test('the first step starts a run', () => {
  const plan = planNext(definitionOf(task('a'), task('b')), states({}), reads(met));
  expect(plan).toMatchObject({ kind: 'start', task: { step: { id: 'a' }, position: 0 }, decisions: [] });
});

test.each(['queued', 'running', 'waiting'] as const)('nothing starts while a task is %s', (status) => {
  expect(planNext(definitionOf(task('a'), task('b')), states({ a: status }), reads(met))).toEqual({ kind: 'wait' });
});

test('a task that was skipped lets the next one start', () => {
  const plan = planNext(definitionOf(task('a'), task('b')), states({ a: 'skipped' }), reads(met));
  expect(plan).toMatchObject({ kind: 'start', task: { step: { id: 'b' } } });
});

test('a branch is decided when it is reached, and never again', () => {
  const definition = definitionOf(task('a'), branch('x', [task('b')], [task('c')]), task('d'));
  expect(planNext(definition, states({ a: 'succeeded' }), reads(unmet))).toMatchObject({
    kind: 'start',
    task: { step: { id: 'c' }, position: 3 },
    decisions: [{ stepId: 'x', position: 1, output: { taken: 'otherwise', because: 'it is not' } }],
  });
  const decided = states({
    a: 'succeeded',
    x: { status: 'succeeded', output: { taken: 'otherwise' } },
    c: 'succeeded',
  });
  const never = () => {
    throw new Error('decided twice');
  };
  expect(planNext(definition, decided, { ...reads(met), evaluate: never })).toMatchObject({
    kind: 'start',
    task: { step: { id: 'd' }, position: 4 },
  });
});

test('nested branches that lead nowhere are all decided on the way to the next task', () => {
  const definition = definitionOf(branch('x', [branch('y', [])]), task('a'));
  expect(planNext(definition, states({}), reads(met))).toMatchObject({
    kind: 'start',
    task: { step: { id: 'a' } },
    decisions: [{ stepId: 'x' }, { stepId: 'y' }],
  });
});

function notDoneOf(plan: ReturnType<typeof planNext>) {
  return plan.kind === 'finish' ? plan.notDone.map(({ step, reason }) => [step.id, reason]) : plan;
}

test('a failure stops what depends on it, and what depends on that, and nothing else', () => {
  const definition = definitionOf(task('a'), survey('s', 'a'), task('b'), survey('t', 'b'));
  const after = states({ a: 'failed' });
  expect(planNext(definition, after, reads(met))).toMatchObject({ kind: 'start', task: { step: { id: 'b' } } });
  const done = states({ a: 'failed', b: 'succeeded', t: 'succeeded' });
  const plan = planNext(definition, done, reads(met));
  expect(plan).toMatchObject({ kind: 'finish', status: 'partially-failed' });
  expect(notDoneOf(plan)).toEqual([['s', 'earlier-step-failed']]);
});

test('piped text and conditions depend on the steps that they read; a branch that is not done takes its steps with it', () => {
  const reading = {
    kind: 'group',
    match: 'all',
    conditions: [
      {
        kind: 'comparison',
        operator: 'equals',
        left: { from: 'step', step: 'a', output: 'outcome' },
        value: 'created',
      },
    ],
  };
  const definition = definitionOf(
    task('a'),
    task('p'),
    { ...branch('x', [task('c')]), if: reading },
    survey('s', 'p', { message: 'You are {{ task.a.outcome }}: {{ survey.link }}' }),
    survey('t', 'c'),
    task('z'),
  );
  const plan = planNext(definition, states({ a: 'failed', p: 'succeeded', z: 'succeeded' }), reads(met));
  expect(notDoneOf(plan)).toEqual([
    ['x', 'earlier-step-failed'],
    ['s', 'earlier-step-failed'],
    ['t', 'earlier-step-failed'],
  ]);
});

test('nothing follows a wait that was not done, though it needs nothing of the wait', () => {
  const definition = definitionOf(
    task('a'),
    survey('s', 'a'),
    wait('w', { until: { kind: 'answered', step: 's', atMost: { amount: 7, unit: 'days' } } }),
    task('z'),
  );
  expect(notDoneOf(planNext(definition, states({ a: 'succeeded', s: 'failed' }), reads(met)))).toEqual([
    ['w', 'earlier-step-failed'],
    ['z', 'earlier-step-failed'],
  ]);
  expect(notDoneOf(planNext(definition, states({ a: 'succeeded', s: 'succeeded', w: 'failed' }), reads(met)))).toEqual([
    ['z', 'earlier-step-failed'],
  ]);
});

test('a run pauses at a wait, goes on after it, and ends there when conditions are no longer met', () => {
  const definition = definitionOf(task('a'), wait('w'), task('b'));
  expect(planNext(definition, states({ a: 'succeeded' }), reads(met))).toMatchObject({
    kind: 'pause',
    wait: { step: { id: 'w' }, position: 1, schedule: { kind: 'until', at: later } },
  });
  expect(planNext(definition, states({ a: 'succeeded', w: 'waiting' }), reads(met))).toEqual({ kind: 'wait' });
  const over = (wentOn: boolean) => states({ a: 'succeeded', w: { status: 'succeeded', output: { wentOn } } });
  expect(planNext(definition, over(true), reads(met))).toMatchObject({ kind: 'start', task: { step: { id: 'b' } } });
  const ended = planNext(definition, over(false), reads(met));
  expect(ended).toMatchObject({ kind: 'finish', status: 'succeeded' });
  expect(notDoneOf(ended)).toEqual([['b', 'conditions-no-longer-met']]);
});

test('a run that did nothing before its wait ended it is skipped', () => {
  const ended = states({ w: { status: 'succeeded', output: { wentOn: false } } });
  expect(planNext(definitionOf(wait('w'), task('b')), ended, reads(met))).toMatchObject({ status: 'skipped' });
});

test('a failure that is to be tolerated stops nothing', () => {
  const definition = definitionOf(task('a', 'continue'), task('b'));
  expect(planNext(definition, states({ a: 'failed' }), reads(met))).toMatchObject({
    kind: 'start',
    task: { step: { id: 'b' } },
  });
  expect(planNext(definition, states({ a: 'failed', b: 'succeeded' }), reads(met))).toMatchObject({
    kind: 'finish',
    status: 'partially-failed',
  });
});

test('a parked task starts when its turn comes', () => {
  const definition = definitionOf(task('a'), task('b'));
  const parked = { status: 'queued', output: null, parked: true } as const;
  expect(planNext(definition, states({ a: 'queued', b: parked }), reads(met))).toEqual({ kind: 'wait' });
  expect(planNext(definition, states({ a: 'succeeded', b: parked }), reads(met))).toMatchObject({
    kind: 'start',
    task: { step: { id: 'b' } },
  });
});

test.each([
  [['succeeded', 'succeeded'], 'succeeded'],
  [[], 'succeeded'],
  [['succeeded', 'skipped'], 'succeeded'],
  [['skipped', 'skipped'], 'skipped'],
  [['failed', 'skipped'], 'failed'],
  [['failed', 'succeeded'], 'partially-failed'],
  [['succeeded', 'cancelled'], 'cancelled'],
] as const)('tasks %j make a run %s', (tasks, status) => {
  expect(finishedStatus(tasks)).toBe(status);
});

const anySteps = fc.letrec<{ steps: unknown[]; step: unknown }>((tie) => ({
  steps: fc.array(tie('step'), { maxLength: 3 }),
  step: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom('stop', 'continue').map((onFailure) => task('id', onFailure)),
    fc.constant(wait('id')),
    fc.tuple(tie('steps'), tie('steps')).map(([steps, otherwise]) => branch('id', steps, otherwise)),
  ),
})).steps;

/** Gives every step an id of its own. */
function numbered(steps: readonly unknown[], next = { id: 0 }): unknown[] {
  return steps.map((step) => {
    if (typeof step !== 'object' || step === null) return step;
    const id = `s${next.id++}`;
    const inside = (name: string) => {
      const within: unknown = Reflect.get(step, name);
      return Array.isArray(within) ? { [name]: numbered(within, next) } : {};
    };
    return { ...step, id, ...inside('steps'), ...inside('otherwise') };
  });
}

test('whatever the workflow and the outcomes, every run ends, and no step is started twice', () => {
  const outcomes = fc.infiniteStream(fc.constantFrom('succeeded', 'failed', 'skipped'));
  fc.assert(
    fc.property(anySteps, outcomes, fc.infiniteStream(fc.boolean()), (steps, results, answers) => {
      fc.pre(steps.length > 0);
      const definition = definitionOf(...numbered(steps));
      const known = new Map<string, StepState>();
      const evaluate = () => (answers.next().value ? met : unmet);
      for (;;) {
        const plan = planNext(definition, known, { ...reads(met), evaluate });
        if (plan.kind === 'wait') throw new Error('nothing is under way');
        for (const { stepId, output } of plan.decisions) {
          expect(known.has(stepId)).toBe(false);
          known.set(stepId, { status: 'succeeded', output });
        }
        if (plan.kind === 'finish') {
          const ends = [...known.values()].some(
            ({ status, output }) => status === 'failed' || output?.wentOn === false,
          );
          if (!ends) expect(plan.notDone).toEqual([]);
          for (const { step } of plan.notDone) expect(known.has(step.id)).toBe(false);
          return;
        }
        const { step }: { step: Step } = plan.kind === 'pause' ? plan.wait : plan.task;
        expect(known.has(step.id)).toBe(false);
        const output = step.type === 'wait' ? { wentOn: answers.next().value } : null;
        known.set(step.id, { status: step.type === 'wait' ? 'succeeded' : results.next().value, output });
      }
    }),
  );
});
