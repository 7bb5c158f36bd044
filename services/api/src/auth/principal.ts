import type { Role } from '@canvass/database';
import type { WorkspaceId } from '@canvass/domain';

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
