import fc from 'fast-check';
import { expect, test } from 'vitest';
import { includesRight, type WorkflowGrant, workflowRightOf, workflowRights } from './workflow-rights.ts';
import { roles } from './workspace-roles.ts';

const grant = fc.record({
  role: fc.constantFrom('editor' as const, 'analyst' as const, 'viewer' as const, null),
  userId: fc.constantFrom('ada', 'grace', null),
  right: fc.constantFrom(...workflowRights),
});
const sharing = fc.record({
  ownerId: fc.constantFrom('ada', 'grace', null),
  restricted: fc.boolean(),
  grants: fc.array(grant, { maxLength: 5 }),
});
const caller = fc.record({ role: fc.constantFrom(...roles), userId: fc.constantFrom('ada', 'grace', 'alan', null) });
const rank = (right: ReturnType<typeof workflowRightOf>) => (right === null ? -1 : workflowRights.indexOf(right));

test('without a word about it a workflow is the editors’ to change and everybody’s to see', () => {
  const open = { ownerId: null, restricted: false, grants: [] };
  const rights = roles.map((role) => workflowRightOf({ role, userId: 'alan' }, open));
  expect(rights).toEqual(['own', 'edit', 'view', 'view']);
});

test('a restricted workflow is seen by its owner, administrators and those it is shared with', () => {
  const grants: WorkflowGrant[] = [
    { role: 'analyst', userId: null, right: 'report' },
    { role: null, userId: 'grace', right: 'edit' },
  ];
  const restricted = { ownerId: 'ada', restricted: true, grants };
  expect(workflowRightOf({ role: 'viewer', userId: 'ada' }, restricted)).toBe('own');
  expect(workflowRightOf({ role: 'viewer', userId: 'grace' }, restricted)).toBe('edit');
  expect(workflowRightOf({ role: 'analyst', userId: 'alan' }, restricted)).toBe('report');
  expect(workflowRightOf({ role: 'editor', userId: 'alan' }, restricted)).toBeNull();
  expect(workflowRightOf({ role: 'editor', userId: null }, restricted)).toBeNull();
});

test('a key without a user is no owner of what nobody owns', () => {
  expect(workflowRightOf({ role: 'editor', userId: null }, { ownerId: null, restricted: false, grants: [] })).toBe(
    'edit',
  );
});

test('sharing more never takes a right away, and restricting never gives one', () => {
  fc.assert(
    fc.property(caller, sharing, grant, (who, before, extra) => {
      const more = workflowRightOf(who, { ...before, grants: [...before.grants, extra] });
      const narrower = workflowRightOf(who, { ...before, restricted: true });
      const now = workflowRightOf(who, before);
      expect(rank(more)).toBeGreaterThanOrEqual(rank(now));
      expect(rank(narrower)).toBeLessThanOrEqual(rank(now));
    }),
  );
});

test('a right includes those before it and none after it', () => {
  for (const [index, has] of workflowRights.entries()) {
    expect(workflowRights.filter((needed) => includesRight(has, needed))).toEqual(workflowRights.slice(0, index + 1));
  }
  expect(workflowRights.some((needed) => includesRight(null, needed))).toBe(false);
});
