import { expect, test } from 'vitest';
import { type Definition, insertStep, moveStep, removeStep, replaceStep, type Task } from './definition.ts';
import { definitionChanges } from './definition-changes.ts';

const task = (id: string): Task => ({
  id,
  type: 'contact',
  onFailure: 'stop',
  matchBy: ['email'],
  contact: {},
  embeddedData: {},
});
const before: Definition = { conditions: null, steps: [task('a'), task('b'), task('c')], timeZone: 'UTC' };
const told = (after: Definition) =>
  definitionChanges(before, after).steps.map(({ kind, step, parts }) => [kind, step.id, ...parts].join(' '));

test('nothing changed is told as nothing', () => {
  expect(definitionChanges(before, structuredClone(before))).toEqual({
    conditions: false,
    timeZone: false,
    steps: [],
  });
});

test('each step is told once: added, removed, changed in which part, or moved', () => {
  expect(told(insertStep(before, '/steps', 1, task('d')))).toEqual(['added d']);
  expect(told(removeStep(before, 'a'))).toEqual(['removed a']);
  expect(told(replaceStep(before, 'b', { ...task('b'), name: 'Person', onFailure: 'continue' }))).toEqual([
    'changed b onFailure name',
  ]);
  expect(told(moveStep(before, 'c', 'up') ?? before)).toEqual(expect.arrayContaining(['moved c']));
});

test('another time zone is told', () => {
  expect(definitionChanges(before, { ...before, timeZone: 'Europe/Paris' })).toMatchObject({
    timeZone: true,
    steps: [],
  });
});

test('changed conditions are told', () => {
  const conditions = { kind: 'group' as const, match: 'all' as const, conditions: [] };
  expect(definitionChanges(before, { ...before, conditions }).conditions).toBe(true);
});
