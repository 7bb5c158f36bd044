import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConditionResult } from './evaluate-condition.ts';
import { finishedStatus, planNext, type StepState } from './run-plan.ts';
import { type Step, WorkflowDefinition } from './workflow-definition.ts';

const met: ConditionResult = { met: true, failed: null, failedComparison: null, because: 'it is so' };
const unmet: ConditionResult = { met: false, failed: 'it is not', failedComparison: null, because: 'it is not' };
const task = (id: string, onFailure = 'stop') => ({ id, type: 'contact', matchBy: ['email'], contact: {}, onFailure });
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
  const plan = planNext(definitionOf(task('a'), task('b')), states({}), () => met);
  expect(plan).toMatchObject({ kind: 'start', task: { step: { id: 'a' }, position: 0 }, decisions: [] });
});

test.each(['queued', 'running', 'waiting'] as const)('nothing starts while a task is %s', (status) => {
  expect(planNext(definitionOf(task('a'), task('b')), states({ a: status }), () => met)).toEqual({ kind: 'wait' });
});

test('a task that was skipped lets the next one start', () => {
  const plan = planNext(definitionOf(task('a'), task('b')), states({ a: 'skipped' }), () => met);
  expect(plan).toMatchObject({ kind: 'start', task: { step: { id: 'b' } } });
});

test('a branch is decided when it is reached, and never again', () => {
  const definition = definitionOf(task('a'), branch('x', [task('b')], [task('c')]), task('d'));
  expect(planNext(definition, states({ a: 'succeeded' }), () => unmet)).toMatchObject({
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
  expect(planNext(definition, decided, never)).toMatchObject({
    kind: 'start',
    task: { step: { id: 'd' }, position: 4 },
  });
});

test('nested branches that lead nowhere are all decided on the way to the next task', () => {
  const definition = definitionOf(branch('x', [branch('y', [])]), task('a'));
  expect(planNext(definition, states({}), () => met)).toMatchObject({
    kind: 'start',
    task: { step: { id: 'a' } },
    decisions: [{ stepId: 'x' }, { stepId: 'y' }],
  });
});

test('a failure stops what comes after it, in and out of its branch, and says what was not done', () => {
  const definition = definitionOf(
    branch('x', [task('a'), task('b')], [task('z')]),
    branch('y', [task('c')]),
    task('d'),
  );
  const failed = states({ x: { status: 'succeeded', output: { taken: 'steps' } }, a: 'failed' });
  const plan = planNext(definition, failed, () => met);
  expect(plan).toMatchObject({ kind: 'finish', status: 'failed', decisions: [] });
  expect(plan.kind === 'finish' && plan.notDone.map(({ step }) => step.id)).toEqual(['b', 'y', 'd']);
});

test('a failure that is to be tolerated stops nothing', () => {
  const definition = definitionOf(task('a', 'continue'), task('b'));
  expect(planNext(definition, states({ a: 'failed' }), () => met)).toMatchObject({
    kind: 'start',
    task: { step: { id: 'b' } },
  });
  expect(planNext(definition, states({ a: 'failed', b: 'succeeded' }), () => met)).toMatchObject({
    kind: 'finish',
    status: 'partially-failed',
  });
});

test('a parked task starts when its turn comes', () => {
  const definition = definitionOf(task('a'), task('b'));
  const parked = { status: 'queued', output: null, parked: true } as const;
  expect(planNext(definition, states({ a: 'queued', b: parked }), () => met)).toEqual({ kind: 'wait' });
  expect(planNext(definition, states({ a: 'succeeded', b: parked }), () => met)).toMatchObject({
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
        const plan = planNext(definition, known, evaluate);
        if (plan.kind === 'wait') throw new Error('nothing is under way');
        for (const { stepId, output } of plan.decisions) {
          expect(known.has(stepId)).toBe(false);
          known.set(stepId, { status: 'succeeded', output });
        }
        if (plan.kind === 'finish') {
          const stopped = [...known.values()].some(({ status }) => status === 'failed');
          if (!stopped) expect(plan.notDone).toEqual([]);
          for (const { step } of plan.notDone) expect(known.has(step.id)).toBe(false);
          return;
        }
        const { step }: { step: Step } = plan.task;
        expect(known.has(step.id)).toBe(false);
        known.set(step.id, { status: results.next().value, output: null });
      }
    }),
  );
});
