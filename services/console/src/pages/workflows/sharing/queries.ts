import { queryOptions } from '@tanstack/react-query';
import { api, type Resource, reply } from '../../../api/client.ts';

export type Sharing = Resource<'WorkflowSharing'>;
export type Right = Sharing['members'][number]['right'];
export type SharedRole = Sharing['roles'][number]['role'];
export const allRights = ['view', 'report', 'edit', 'own'] as const satisfies readonly Right[];

const at = (workflowId: string) => ({ params: { path: { workflowId } } });

export const sharingQuery = (workflowId: string) =>
  queryOptions({
    queryKey: ['workflows', 'sharing', workflowId],
    queryFn: ({ signal }) => reply(api.GET('/workflows/{workflowId}/sharing', { ...at(workflowId), signal })),
  });

export interface SharingToSave {
  restricted: boolean;
  roles: { role: SharedRole; right: Right }[];
  members: { id: string; right: Right }[];
}
export const saveSharing = (workflowId: string, body: SharingToSave) =>
  reply(api.PUT('/workflows/{workflowId}/sharing', { ...at(workflowId), body }));
export const transferWorkflow = (workflowId: string, ownerId: string) =>
  reply(api.POST('/workflows/{workflowId}/transfer', { ...at(workflowId), body: { ownerId } }));
