import { queryOptions } from '@tanstack/react-query';
import { api, type Resource, reply } from '../../api/client.ts';

export type Member = Resource<'Member'>;
export type Role = Member['role'];
export const allRoles = ['admin', 'editor', 'analyst', 'viewer'] as const satisfies readonly Role[];

export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: async ({ signal }) => (await reply(api.GET('/members', { signal }))).data,
});

export const invitesQuery = queryOptions({
  queryKey: ['member-invites'],
  queryFn: async ({ signal }) => (await reply(api.GET('/member-invites', { signal }))).data,
});

export const changeRole = (userId: string, role: Role) =>
  reply(api.PATCH('/members/{userId}', { params: { path: { userId } }, body: { role } }));
export const removeMember = (userId: string, transferTo: string | null) =>
  reply(api.POST('/members/{userId}/remove', { params: { path: { userId } }, body: { transferTo } }));
export const inviteMember = (email: string, role: Role) =>
  reply(api.POST('/member-invites', { body: { email, role } }));
export const withdrawInvite = (inviteId: string) =>
  reply(api.POST('/member-invites/{inviteId}/withdraw', { params: { path: { inviteId } } }));
