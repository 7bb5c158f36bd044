import { expect, test } from 'vitest';
import { en } from '../../i18n/en.ts';
import { auditDetail } from './audit-detail.ts';

const told = {
  t: en,
  names: { members: new Map([['u1', 'Ada']]), eventSources: new Map([['s1', 'Case closed']]) },
  dateTime: (at: Date) => at.toISOString(),
};

test.each([
  [{ role: 'editor' }, ['Role: Editor']],
  [{ kind: 'cancel-runs' }, ['What: Cancellation of runs']],
  [{ eventSourceId: 's1' }, ['Event source: Case closed']],
  [{ removedFields: ['Status', 'Origin'] }, ['Fields removed: Status, Origin']],
  [
    { restricted: true, roles: [{ role: 'analyst', right: 'report' }], members: [{ id: 'u1', right: 'own' }] },
    ['For: Only those named here', 'Roles: All analysts (Run and report)', 'People: Ada (Own)'],
  ],
  [{ overlapHours: 24 }, ['Hours that the old one still works: 24']],
])('%j is told in words', (detail, words) => {
  expect(auditDetail(detail, told)).toEqual(words);
});

test('an id that stands for nothing any more is left out, and so is nothing', () => {
  expect(auditDetail({ eventSourceId: 'gone', ownerId: 'gone', name: null }, told)).toEqual([]);
  expect(auditDetail(null, told)).toEqual([]);
});

test('what a newer server keeps is told as it is', () => {
  expect(auditDetail({ colour: { is: 'red' } }, told)).toEqual(['colour: {"is":"red"}']);
});
