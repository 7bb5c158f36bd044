import { expect, test } from 'vitest';
import { canRequireChange, emptyDraft, operatorsFor, toQuery } from './package-draft.ts';

const closed = { key: '1', field: 'IsClosed', operator: 'EqualTo', value: 'true' } as const;

test('nothing is compared in a way that its type does not have', () => {
  expect(operatorsFor('boolean', 'both')).not.toContain('Contains');
  expect(operatorsFor('number', 'both')).toContain('LessThan');
  expect(operatorsFor('text', 'both')).not.toContain('LessThan');
  expect(operatorsFor('text', 'created')).not.toContain('IsChanged');
});

test('“only when newly met” is asked of Salesforce only where Salesforce takes it', () => {
  expect(toQuery({ ...emptyDraft, conditions: [closed] }, 'Case').onlyWhenNewlyMet).toBe('true');
  expect(toQuery(emptyDraft, 'Case').onlyWhenNewlyMet).toBe('false');
  expect(canRequireChange({ ...emptyDraft, trigger: 'created', conditions: [closed] })).toBe(false);
  expect(canRequireChange({ ...emptyDraft, conditions: [{ ...closed, operator: 'IsChanged' }] })).toBe(false);
});

test('the pinned object is not asked for', () => {
  expect(toQuery({ ...emptyDraft, object: 'Account' }, 'Case')).not.toHaveProperty('object');
  expect(toQuery({ ...emptyDraft, object: ' Account ' }, null).object).toBe('Account');
});
