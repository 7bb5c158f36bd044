import { z } from 'zod';
import type { HomeState } from '../home.ts';
import { demoSurvey } from './demo-survey.ts';
import { demoWorkflow } from './demo-workflow.ts';

export const demoOrganizationId = '00D7Q0000004KpzUAE';

const Made = z.object({ id: z.string() });

/** Makes the demo through the REST API, as any user could: event source, published survey, workflow switched on. */
export async function seedDemo(apiUrl: string, apiKey: string): Promise<NonNullable<HomeState['demo']>> {
  const post = async (path: string, body: unknown) => {
    const response = await fetch(`${apiUrl}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${text}`);
    return Made.parse(JSON.parse(text)).id;
  };
  const eventSourceId = await post('/event-sources', {
    name: 'Case closed',
    organizationId: demoOrganizationId,
    objectType: 'Case',
  });
  const surveyId = await post('/surveys', demoSurvey);
  await post(`/surveys/${surveyId}/publish`, {});
  const workflowId = await post('/workflows', demoWorkflow(eventSourceId, surveyId));
  await post(`/workflows/${workflowId}/on`, {});
  return { eventSourceId, workflowId, surveyId, organizationId: demoOrganizationId };
}

/** The event source's URL as the API gives it now (it may have been rotated since). */
export async function eventSourceUrl(apiUrl: string, apiKey: string, eventSourceId: string): Promise<string> {
  const response = await fetch(`${apiUrl}/event-sources/${eventSourceId}`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  if (!response.ok) throw new Error(`The demo's event source could not be read (${response.status}).`);
  return z.object({ url: z.string() }).parse(await response.json()).url;
}
