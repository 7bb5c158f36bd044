import { queryOptions } from '@tanstack/react-query';
import { api, pageSize, type Resource, reply } from '../../api/client.ts';
import { ApiError, problemOf, toProblem } from '../../api/problem.ts';
import { usePagedList } from '../../components/paged-list.ts';
import { eventSourceQuery } from '../event-sources/queries.ts';

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

/** The draft of a workflow; null when somebody has just published or discarded it. */
async function findDraft(workflowId: string, signal: AbortSignal): Promise<Resource<'WorkflowDraft'> | null> {
  try {
    return await reply(api.GET('/workflows/{workflowId}/draft', { ...at(workflowId), signal }));
  } catch (error) {
    if (problemOf(error).code === 'not-found') return null;
    throw error;
  }
}

export interface DraftToSave {
  content: Resource<'WorkflowDefinitionOutput'>;
  basedOn: number;
  version: number;
}
export const saveDraft = (workflowId: string, { content, ...rest }: DraftToSave) =>
  reply(api.PUT('/workflows/{workflowId}/draft', { ...at(workflowId), body: { ...rest, content: { ...content } } }));
/** What is wrong with a definition as the workspace is now. */
export const checkWorkflow = async (workflowId: string, content: Resource<'WorkflowDefinitionOutput'>) =>
  (await reply(api.POST('/workflows/{workflowId}/check', { ...at(workflowId), body: { content: { ...content } } })))
    .problems;
export const declareEmbeddedData = ({ surveyId, names }: { surveyId: string; names: string[] }) =>
  reply(api.POST('/surveys/{surveyId}/embedded-data', { params: { path: { surveyId } }, body: { names } }));
export const discardDraft = async (workflowId: string): Promise<void> => {
  const { error, response } = await api.DELETE('/workflows/{workflowId}/draft', at(workflowId));
  if (!response.ok) throw new ApiError(toProblem(response.status, error));
};
export const publishDraft = (workflowId: string, version: number) =>
  reply(api.POST('/workflows/{workflowId}/publish', { ...at(workflowId), body: { version } }));

export interface NewWorkflow {
  name: string;
  eventSourceId: string;
  definition: Resource<'WorkflowDefinitionOutput'>;
}
export const createWorkflow = (body: NewWorkflow) => reply(api.POST('/workflows', { body }));
export const renameWorkflow = (workflowId: string, name: string) =>
  reply(api.PATCH('/workflows/{workflowId}', { ...at(workflowId), body: { name } }));

/** What the builder begins with: the published workflow, its draft, and the fields of its event. */
export const builderQuery = (workflowId: string) =>
  queryOptions({
    queryKey: ['workflows', 'builder', workflowId],
    queryFn: async ({ signal, client }) => {
      const workflow = await reply(api.GET('/workflows/{workflowId}', { ...at(workflowId), signal }));
      const draft = workflow.hasDraft ? await findDraft(workflowId, signal) : null;
      const problems = draft?.problems ?? (await checkWorkflow(workflowId, workflow.definition));
      return { workflow, draft, problems, source: await client.fetchQuery(eventSourceQuery(workflow.eventSourceId)) };
    },
    // The builder holds what is being typed: an answer that comes later must not replace it.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

/** Surveys to choose from: the first two hundred. */
export const surveyChoicesQuery = queryOptions({
  queryKey: ['surveys', 'choices'],
  queryFn: async ({ signal }) => (await reply(api.GET('/surveys', { params: { query: { limit: 200 } }, signal }))).data,
});

/** Event sources to choose from: the first two hundred. */
export const eventSourceChoicesQuery = queryOptions({
  queryKey: ['event-sources', 'choices'],
  queryFn: async ({ signal }) =>
    (await reply(api.GET('/event-sources', { params: { query: { limit: 200 } }, signal }))).data,
});

export function useRevisions(workflowId: string) {
  return usePagedList({
    key: ['workflows', 'revisions', workflowId],
    fetchPage: (cursor, signal) =>
      reply(
        api.GET('/workflows/{workflowId}/revisions', {
          params: { path: { workflowId }, query: { limit: 10, cursor: cursor ?? undefined } },
          signal,
        }),
      ),
  });
}

export const revisionQuery = (workflowId: string, revision: number) =>
  queryOptions({
    queryKey: ['workflows', 'revision', workflowId, revision],
    queryFn: ({ signal }) =>
      reply(
        api.GET('/workflows/{workflowId}/revisions/{revision}', { params: { path: { workflowId, revision } }, signal }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
