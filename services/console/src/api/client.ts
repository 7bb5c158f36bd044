import createClient from 'openapi-fetch';
import { ApiError, toProblem } from './problem.ts';
import type { components, paths } from './schema.gen.ts';
import { chosenWorkspace } from './workspace-choice.ts';

/** The typed client of API v1: paths, parameters and replies are those of the OpenAPI document. */
export const api = createClient<paths>({ baseUrl: '/api/v1' });
api.use({
  onRequest({ request }) {
    const workspaceId = chosenWorkspace();
    if (workspaceId !== null) request.headers.set('canvass-workspace', workspaceId);
  },
});

/** A resource of the API by its name in the document. */
export type Resource<Name extends keyof components['schemas']> = components['schemas'][Name];

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The reply's body; a problem is thrown as an `ApiError`. */
export async function reply<Data>(request: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await request;
  if (data !== undefined) return data;
  throw new ApiError(toProblem(response.status, error));
}

/** How many rows a list asks for at once. */
export const pageSize = 50;
