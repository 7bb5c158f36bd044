import { api, type Resource, reply } from '../../../api/client.ts';

export type ImportPreview = Resource<'WorkflowImportPreview'>;

export interface ImportChoices {
  file: Record<string, unknown>;
  name?: string;
  eventSourceId?: string;
  surveys: Record<string, string>;
  workflowId?: string;
}

export const previewImport = (body: ImportChoices) => reply(api.POST('/workflow-imports/preview', { body }));
export const importWorkflow = (body: ImportChoices) => reply(api.POST('/workflow-imports', { body }));
export const duplicateWorkflow = (workflowId: string, body: { name: string; eventSourceId: string }) =>
  reply(api.POST('/workflows/{workflowId}/duplicate', { params: { path: { workflowId } }, body }));

/** Fetches the workflow's file and hands it to the browser to keep. */
export async function downloadWorkflow(workflowId: string, name: string): Promise<void> {
  const text = await reply(
    api.GET('/workflows/{workflowId}/export', { params: { path: { workflowId } }, parseAs: 'text' }),
  );
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').toLowerCase()}.workflow.json`;
  link.click();
  URL.revokeObjectURL(url);
}
