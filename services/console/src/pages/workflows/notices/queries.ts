import { queryOptions } from '@tanstack/react-query';
import { api, type Resource, reply } from '../../../api/client.ts';

export type FailureNotices = Resource<'FailureNotices'>;
export type FailureNotice = Resource<'FailureNotice'>;

const at = (workflowId: string) => ({ params: { path: { workflowId } } });

/** Asked again while a mail is on its way. */
export const noticesQuery = (workflowId: string) =>
  queryOptions({
    queryKey: ['workflows', 'failure-notices', workflowId],
    queryFn: ({ signal }) => reply(api.GET('/workflows/{workflowId}/failure-notices', { ...at(workflowId), signal })),
    refetchInterval: ({ state }) => (state.data?.notices.some(({ status }) => status === 'waiting') ? 3_000 : false),
  });

export interface NoticesToSave {
  memberIds: string[];
  addresses: string[];
  fromAddress: string;
  intervalMinutes: number;
}
export const saveNotices = (workflowId: string, body: NoticesToSave) =>
  reply(api.PUT('/workflows/{workflowId}/failure-notices', { ...at(workflowId), body }));
export const testNotices = (workflowId: string) =>
  reply(api.POST('/workflows/{workflowId}/failure-notices/test', at(workflowId)));
