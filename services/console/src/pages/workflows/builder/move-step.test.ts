import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Definition, findStep, placedSteps } from './definition.ts';
import { placeOf, placeStep, placesFor } from './move-step.ts';
import { branch, task } from './testing/steps.ts';

const inner = branch('e', [task('f')], []);
const sample: Definition = {
  conditions: null,
  steps: [task('a'), branch('b', [task('c'), inner], [task('d')]), task('g')],
  timeZone: 'UTC',
};
const ids = (definition: Definition) => placedSteps(definition).map(({ step }) => step.id);
const place = (id: string, list: string, index: number) => placeStep(sample, id, { list, index });

test('a step moves into a branch, out of it, and past others', () => {
  expect(ids(place('a', '/steps/1/otherwise', 1) ?? sample)).toEqual(['b', 'c', 'e', 'f', 'd', 'a', 'g']);
  expect(ids(place('f', '/steps', 0) ?? sample)).toEqual(['f', 'a', 'b', 'c', 'e', 'd', 'g']);
  expect(ids(place('b', '/steps', 3) ?? sample)).toEqual(['a', 'g', 'b', 'c', 'e', 'f', 'd']);
});

test('a step is put neither into itself nor where it is', () => {
  expect(place('b', '/steps/1/steps', 0)).toBeNull();
  expect(place('b', '/steps/1/steps/1/steps', 0)).toBeNull();
  expect(place('b', '/steps', 1)).toBeNull();
  expect(place('b', '/steps', 2)).toBeNull();
});

test('at every place that is offered the step stands where it was said, and nothing else is lost or changed', () => {
  const moves = ids(sample).flatMap((id) => placesFor(sample, id).map((to) => ({ id, to })));
  fc.assert(
    fc.property(fc.constantFrom(...moves), ({ id, to }) => {
      const moved = placeStep(sample, id, to);
      expect(moved).not.toBeNull();
      if (moved === null) return;
      expect(ids(moved).toSorted()).toEqual(ids(sample).toSorted());
      expect(findStep(moved, id)?.step).toEqual(findStep(sample, id)?.step);
      const now = placeOf(moved, id);
      const before = to.after?.id === id ? null : (to.after?.id ?? null);
      expect([now?.after?.id ?? null, now?.within?.branch.id, now?.within?.arm]).toEqual([
        before,
        to.within?.branch.id,
        to.within?.arm,
      ]);
    }),
  );
});
