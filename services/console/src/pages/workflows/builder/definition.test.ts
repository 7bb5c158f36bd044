import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Definition,
  duplicateStep,
  findStep,
  insertStep,
  moveStep,
  newStepId,
  placedSteps,
  removeStep,
  type Step,
  stepsBefore,
} from './definition.ts';
import { branch, task } from './testing/steps.ts';

const of = (...steps: Step[]): Definition => ({ conditions: null, steps, timeZone: 'UTC' });
const order = (definition: Definition | null) => definition && placedSteps(definition).map(({ step }) => step.id);

const sample = of(task('a'), branch('b', [task('b1'), task('b2')], [task('c1')]), task('d'));

test('steps are read from top to bottom, with the place where mistakes are reported', () => {
  expect(placedSteps(sample).map(({ step, pointer }) => `${step.id} ${pointer}`)).toEqual([
    'a /steps/0',
    'b /steps/1',
    'b1 /steps/1/steps/0',
    'b2 /steps/1/steps/1',
    'c1 /steps/1/otherwise/0',
    'd /steps/2',
  ]);
});

test('a step reads what stands before it, but never the other arm of its branch', () => {
  const before = (id: string) => stepsBefore(sample, id).map((step) => step.id);
  expect(before('b2')).toEqual(['a', 'b', 'b1']);
  expect(before('c1')).toEqual(['a', 'b']);
  expect(before('d')).toEqual(['a', 'b', 'b1', 'b2', 'c1']);
});

test('a step moves past its neighbour, and out of an arm at the end of it', () => {
  expect(order(moveStep(sample, 'd', 'up'))).toEqual(['a', 'd', 'b', 'b1', 'b2', 'c1']);
  expect(order(moveStep(sample, 'b1', 'down'))).toEqual(['a', 'b', 'b2', 'b1', 'c1', 'd']);
  const out = moveStep(sample, 'c1', 'down');
  expect(out && findStep(out, 'c1')?.pointer).toBe('/steps/2');
  expect(out && findStep(out, 'd')?.pointer).toBe('/steps/3');
  const above = moveStep(sample, 'b1', 'up');
  expect(above && findStep(above, 'b1')?.pointer).toBe('/steps/1');
  expect(moveStep(sample, 'a', 'up')).toBeNull();
  expect(moveStep(sample, 'd', 'down')).toBeNull();
});

test('a copy of a branch has ids of its own throughout', () => {
  const copied = duplicateStep(sample, 'b');
  expect(copied?.id).toBe('b_2');
  const ids = order(copied?.definition ?? null) ?? [];
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(10);
});

test('a new step gets the first free name', () => {
  const definition = of(task('contact'), task('contact_2'));
  expect(newStepId(definition, 'contact')).toBe('contact_3');
  expect(newStepId(definition, 'email-survey')).toBe('email');
});

const anyTree = fc.letrec<{ steps: Step[] }>((tie) => ({
  steps: fc.array(
    fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant(null).map(() => task('x')),
      fc.tuple(tie('steps'), tie('steps')).map(([steps, otherwise]) => branch('x', steps, otherwise)),
    ),
    { minLength: 1, maxLength: 4, depthIdentifier: 'steps' },
  ),
})).steps;

/** The same tree with every step named apart. */
function named(steps: Step[]): Definition {
  let count = 0;
  const name = (list: Step[]): Step[] =>
    list.map((step) => {
      count += 1;
      const id = `s${count}`;
      return step.type === 'branch'
        ? { ...step, id, steps: name(step.steps), otherwise: name(step.otherwise) }
        : { ...step, id };
    });
  return of(...name(steps));
}

test('moving loses and doubles nothing, and moving back within a list is where it was', () => {
  fc.assert(
    fc.property(anyTree, fc.nat(), fc.constantFrom('up' as const, 'down' as const), (steps, pick, direction) => {
      const definition = named(steps);
      const all = placedSteps(definition);
      const chosen = all[pick % all.length];
      const moved = chosen && moveStep(definition, chosen.step.id, direction);
      if (!chosen || !moved) return;
      expect(order(moved)?.toSorted()).toEqual(order(definition)?.toSorted());
      if (findStep(moved, chosen.step.id)?.list !== chosen.list) return;
      expect(moveStep(moved, chosen.step.id, direction === 'up' ? 'down' : 'up')).toEqual(definition);
    }),
  );
});

test('what is inserted anywhere is found there, and removing it gives the definition back', () => {
  fc.assert(
    fc.property(anyTree, fc.nat(), (steps, pick) => {
      const definition = named(steps);
      const all = placedSteps(definition);
      const beside = all[pick % all.length];
      if (!beside) return;
      const inserted = insertStep(definition, beside.list, beside.index, task('fresh'));
      expect(findStep(inserted, 'fresh')?.pointer).toBe(beside.pointer);
      expect(removeStep(inserted, 'fresh')).toEqual(definition);
    }),
  );
});
