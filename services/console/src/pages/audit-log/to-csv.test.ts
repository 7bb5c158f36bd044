import { expect, test } from 'vitest';
import { toCsv } from './to-csv.ts';

const entry = {
  id: '1',
  at: '2026-03-02T12:00:00Z',
  actor: 'user:1',
  actorName: 'Ada "the first"',
  action: 'workflow.shared',
  subjectId: null,
  subjectName: '=1+1',
  detail: { restricted: true },
};

test('quotes are doubled, nothing is a formula, and what is not there is empty', () => {
  expect(toCsv([entry])).toBe(
    'at,actorName,actor,action,subjectName,subjectId,detail\r\n' +
      '"2026-03-02T12:00:00Z","Ada ""the first""","user:1","workflow.shared","\'=1+1","","{""restricted"":true}"\r\n',
  );
});
