import type { Role, WorkflowCaller, WorkspaceId } from '@canvass/domain';

/** Who is asking, in which workspace: a user by session, or a program by API key. */
export interface Principal {
  readonly workspaceId: WorkspaceId;
  readonly role: Role;
  readonly user: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly apiKey: { readonly id: string; readonly name: string } | null;
}

/** The principal as kept with what it made: an id, readable apart. */
export function toActor(principal: Principal): string {
  return principal.user ? `user:${principal.user.id}` : `api-key:${principal.apiKey?.id ?? ''}`;
}

/** The principal's name, as it is read in the audit log after they have left. */
export function toActorName(principal: Principal): string {
  return principal.user?.name ?? principal.apiKey?.name ?? '';
}

/** The principal as what a workflow is shared with. */
export function toWorkflowCaller(principal: Principal): WorkflowCaller {
  return { role: principal.role, userId: principal.user?.id ?? null };
}
