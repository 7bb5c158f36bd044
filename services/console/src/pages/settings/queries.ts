import { api, pageSize, reply } from '../../api/client.ts';
import { usePagedList } from '../../components/paged-list.ts';

export function useApiKeys() {
  return usePagedList({
    key: ['api-keys', 'list'],
    fetchPage: (cursor, signal) =>
      reply(api.GET('/api-keys', { params: { query: { limit: pageSize, cursor: cursor ?? undefined } }, signal })),
  });
}

export const createApiKey = (name: string) => reply(api.POST('/api-keys', { body: { name } }));
export const revokeApiKey = (apiKeyId: string) =>
  reply(api.POST('/api-keys/{apiKeyId}/revoke', { params: { path: { apiKeyId } } }));
