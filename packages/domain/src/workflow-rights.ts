import type { Role } from './workspace-roles.ts';

/**
 * What somebody may do with a workflow; each right includes those before it. view: read it and its runs. report: run it,
 * that is retry, cancel and replay its runs. edit: change, publish and switch it. own: share it and give it away.
 */
export const workflowRights = ['view', 'report', 'edit', 'own'] as const;
export type WorkflowRight = (typeof workflowRights)[number];

/** Who is asking: a member, or a program with an API key (no user). */
export interface WorkflowCaller {
  readonly role: Role;
  readonly userId: string | null;
}

export interface WorkflowGrant {
  /** Everybody of this role, or null. */
  readonly role: Exclude<Role, 'admin'> | null;
  /** One member, or null. */
  readonly userId: string | null;
  readonly right: WorkflowRight;
}

export interface WorkflowSharing {
  readonly ownerId: string | null;
  /** True = a role says nothing by itself: only what was shared counts. */
  readonly restricted: boolean;
  readonly grants: readonly WorkflowGrant[];
}

/** What a role may do with a workflow that is not restricted. */
export const rightOfRole: Readonly<Record<Role, WorkflowRight>> = {
  admin: 'own',
  editor: 'edit',
  analyst: 'view',
  viewer: 'view',
};

/** The most that a caller may do with a workflow; null = not even see it. Administrators own everything. */
export function workflowRightOf(caller: WorkflowCaller, sharing: WorkflowSharing): WorkflowRight | null {
  const { role, userId } = caller;
  if (role === 'admin' || (userId !== null && userId === sharing.ownerId)) return 'own';
  const granted = sharing.grants
    .filter((grant) => grant.role === role || (grant.userId !== null && grant.userId === userId))
    .map((grant) => grant.right);
  const all = sharing.restricted ? granted : [...granted, rightOfRole[role]];
  return workflowRights.findLast((right) => all.includes(right)) ?? null;
}

export function includesRight(has: WorkflowRight | null, needed: WorkflowRight): boolean {
  return has !== null && workflowRights.indexOf(has) >= workflowRights.indexOf(needed);
}
