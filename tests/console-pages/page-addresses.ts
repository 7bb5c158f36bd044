import { z } from 'zod';
import type { RunningCanvass } from '../support/running-canvass.ts';
import { aWebhook } from './a-webhook.ts';
import { anInvite } from './an-invite.ts';

export interface PageAddress {
  /** File name of its pictures. */
  readonly name: string;
  readonly path: string;
  /** Keys that open what is looked at. */
  readonly press?: string;
  /** Without a session: the sign-in page. */
  readonly signedOut?: boolean;
}

type Addresses = readonly (readonly [name: string, path: string])[];

const Row = z.object({ id: z.string() });

/**
 * An address with something to see for every route of the console, and one more for each tab. Throws when a route has
 * none: whoever makes a page says here where it can be looked at.
 */
export async function pageAddresses(canvass: RunningCanvass, routes: readonly string[]): Promise<PageAddress[]> {
  const byRoute = await addressesByRoute(canvass);
  const missing = routes.filter((route) => byRoute[route] === undefined);
  const gone = Object.keys(byRoute).filter((route) => !routes.includes(route));
  if (missing.length > 0)
    throw new Error(`tests/console-pages/page-addresses.ts has no address of: ${missing.join(', ')}`);
  if (gone.length > 0)
    throw new Error(`The router no longer knows these routes of page-addresses.ts: ${gone.join(', ')}`);
  const opened: PageAddress[] = [
    { name: 'search', path: '/', press: 'Control+k' },
    { name: 'keys', path: '/runs', press: '?' },
  ];
  const pages = Object.entries(byRoute).flatMap(([route, addresses]) =>
    addresses.map(([name, path]) => ({ name, path, ...(route === '/sign-in' ? { signedOut: true } : {}) })),
  );
  return [...pages, ...opened];
}

async function addressesByRoute(canvass: RunningCanvass): Promise<Record<string, Addresses>> {
  const first = async (path: string): Promise<string> => {
    const joiner = path.includes('?') ? '&' : '?';
    const { data } = await canvass.call(`${path}${joiner}limit=1`, z.object({ data: z.array(Row) }));
    if (data[0] === undefined) throw new Error(`GET ${path} lists nothing to look at`);
    return data[0].id;
  };
  const { demoWorkflowId, demoSurveyId } = canvass.facts;
  const workflow = await canvass.call(`/workflows/${demoWorkflowId}`, z.object({ eventSourceId: z.string() }));
  const eventSource = `/event-sources/${workflow.eventSourceId}`;
  const survey = `/surveys/${demoSurveyId}`;
  const answered = await canvass.call(
    '/deliveries?status=finished&limit=1',
    z.object({ data: z.tuple([z.object({ contactId: z.string() })]) }),
  );
  return {
    '/sign-in': [['sign-in', '/sign-in']],
    '/join': [['join', await anInvite(canvass)]],
    '/': [['home', '/']],
    '/workflows': [['workflows', '/workflows']],
    '/workflows/$workflowId': [['workflow', `/workflows/${demoWorkflowId}`]],
    '/workflows/$workflowId/edit': [['workflow-builder', `/workflows/${demoWorkflowId}/edit`]],
    '/runs': [
      ['runs', '/runs'],
      ['runs-failed', '/runs?status=failed,partially-failed'],
    ],
    '/runs/$runId': [
      ['run', `/runs/${await first('/runs?status=succeeded')}`],
      ['run-failed', `/runs/${await first('/runs?status=failed')}`],
      ['run-skipped', `/runs/${await first('/runs?status=skipped')}`],
    ],
    '/operations': [['operations', '/operations']],
    '/operations/$operationId': [['operation', `/operations/${await anOperation(canvass)}`]],
    '/replay': [['replay', '/replay']],
    '/contacts': [['contacts', '/contacts']],
    '/contacts/$contactId': [['contact', `/contacts/${answered.data[0].contactId}`]],
    '/surveys': [['surveys', '/surveys']],
    '/surveys/$surveyId': [
      ['survey-build', survey],
      ['survey-preview', `${survey}?tab=preview`],
      ['survey-flow', `${survey}?tab=flow`],
      ['survey-results', `${survey}?tab=results`],
    ],
    '/responses/$responseId': [['response', `/responses/${await first(`${survey}/responses`)}`]],
    '/distributions': [['distributions', '/distributions']],
    '/distributions/$distributionId': [['distribution', `/distributions/${await first('/distributions')}`]],
    '/deliveries/$deliveryId': [
      ['delivery', `/deliveries/${await first('/deliveries')}`],
      ['delivery-failed', `/deliveries/${await first('/deliveries?status=failed')}`],
    ],
    '/event-sources': [['event-sources', '/event-sources']],
    '/event-sources/$eventSourceId': [
      ['event-source', eventSource],
      ['event-source-health', `${eventSource}?tab=health`],
      ['event-source-rejections', `${eventSource}?tab=rejections`],
      ['event-source-setup', `${eventSource}?tab=setup`],
      ['event-source-test', `${eventSource}?tab=test`],
      ['event-source-settings', `${eventSource}?tab=settings`],
    ],
    '/rejections': [['rejections', '/rejections']],
    '/settings/team': [['team', '/settings/team']],
    '/settings/audit-log': [['audit-log', '/settings/audit-log']],
    '/settings/profile': [['profile', '/settings/profile']],
    '/settings/api-keys': [['settings-api-keys', '/settings/api-keys']],
    '/settings/unknown-deliveries': [['unknown-deliveries', '/settings/unknown-deliveries']],
    '/settings/webhooks': [['webhooks', '/settings/webhooks']],
    '/settings/webhooks/$webhookId': [['webhook', `/settings/webhooks/${await aWebhook(canvass)}`]],
    '/errors': [['errors', '/errors']],
    '/errors/$code': [['error', '/errors/survey-not-active']],
    '/$': [['nothing-here', '/nothing-here']],
  };
}

/** One that finds nothing to cancel. */
async function anOperation(canvass: RunningCanvass): Promise<string> {
  const body = { kind: 'cancel-runs', runs: { filter: { receivedBefore: '2000-01-01T00:00:00Z' } } };
  const { id } = await canvass.call('/operations', Row, { method: 'POST', body: JSON.stringify(body) });
  return id;
}
