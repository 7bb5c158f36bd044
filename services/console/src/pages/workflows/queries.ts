import { queryOptions } from '@tanstack/react-query';
import { api, pageSize, reply } from '../../api/client.ts';
import { usePagedList } from '../../components/paged-list.ts';

export function useWorkflows() {
  return usePagedList({
    key: ['workflows', 'list'],
    fetchPage: (cursor, signal) =>
      reply(api.GET('/workflows', { params: { query: { limit: pageSize, cursor: cursor ?? undefined } }, signal })),
  });
}

const at = (workflowId: string) => ({ params: { path: { workflowId } } });

export const workflowQuery = (workflowId: string) =>
  queryOptions({
    queryKey: ['workflows', 'one', workflowId],
    queryFn: ({ signal }) => reply(api.GET('/workflows/{workflowId}', { ...at(workflowId), signal })),
  });

export const switchOn = (workflowId: string) => reply(api.POST('/workflows/{workflowId}/on', at(workflowId)));
export const switchOff = (workflowId: string) => reply(api.POST('/workflows/{workflowId}/off', at(workflowId)));
