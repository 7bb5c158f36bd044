import { queryOptions } from '@tanstack/react-query';
import { api, type Resource, reply } from '../../api/client.ts';
import type { paths } from '../../api/schema.gen.ts';

/** The newest notifications of an event source: what a workflow is tried on. */
export const samplesQuery = (eventSourceId: string) =>
  queryOptions({
    queryKey: ['notifications', 'samples', eventSourceId],
    queryFn: async ({ signal }) =>
      (await reply(api.GET('/notifications', { params: { query: { eventSourceId, limit: 20 } }, signal }))).data,
    staleTime: 30_000,
  });

type BodyOf<Path extends keyof paths> = paths[Path] extends {
  post: { requestBody?: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

type TestRunBody = BodyOf<'/workflows/{workflowId}/test-run'>;
export type PreviewBody = BodyOf<'/workflows/{workflowId}/message-preview'>;

export type TestMessageBody = BodyOf<'/workflows/{workflowId}/test-message'>;

export interface TestRunRequest extends Pick<TestRunBody, 'notificationId' | 'fields' | 'arrivedAt'> {
  definition: Resource<'WorkflowDefinitionOutput'>;
}

export const testRunWorkflow = (workflowId: string, { definition, ...sample }: TestRunRequest) =>
  reply(
    api.POST('/workflows/{workflowId}/test-run', {
      params: { path: { workflowId } },
      body: { ...sample, revision: 'draft', definition: { ...definition } },
    }),
  );

/** Kept per text and sample: going back to what was typed before asks nobody. */
export const messagePreviewQuery = (workflowId: string, body: PreviewBody) =>
  queryOptions({
    queryKey: ['workflows', 'message-preview', workflowId, body],
    queryFn: ({ signal }) =>
      reply(api.POST('/workflows/{workflowId}/message-preview', { params: { path: { workflowId } }, body, signal })),
    gcTime: 60_000,
    staleTime: 30_000,
    retry: false,
  });

/** A real message, marked as a test. */
export const sendTestMessage = (workflowId: string, body: TestMessageBody) =>
  reply(api.POST('/workflows/{workflowId}/test-message', { params: { path: { workflowId } }, body }));
