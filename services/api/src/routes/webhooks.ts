import {
  addTestCall,
  changeWebhookEndpoint,
  countWebhookCalls,
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  findWebhookCall,
  findWebhookEndpoint,
  listWebhookCalls,
  listWebhookEndpoints,
  listWebhookHours,
  maxReplayed,
  maxWebhookEndpoints,
  replayCall,
  replayCalls,
  rotateWebhookSecret,
  switchWebhookEndpoint,
  type WebhookCall,
  type WebhookEndpoint,
} from '@canvass/database';
import { faultOfWebhookUrl, subjectOf, testEventType, webhookEventTypes, webhookExample } from '@canvass/domain';
import { webhooksContract } from '../contract/webhooks.ts';
import { pageRequest, toList } from '../http/pagination.ts';
import { found, ProblemError } from '../http/problem-error.ts';
import { type RequestContext, route } from '../http/route.ts';
import { explain } from './failure.ts';

export const webhookRoutes = [
  route(webhooksContract.listWebhookEventTypes, async () => ({
    data: [...webhookEventTypes, testEventType].map((type) => ({
      type,
      about: subjectOf(type),
      example: { ...webhookExample(type) },
    })),
  })),

  route(webhooksContract.listWebhooks, async (_request, { workspaceId, inWorkspace }) => ({
    data: await inWorkspace((db) => listWebhookEndpoints(db, workspaceId)),
  })),

  route(webhooksContract.createWebhook, async ({ body }, context) => {
    checkUrl(body.url, context);
    const { workspaceId, inWorkspace } = context;
    const made = await inWorkspace(async (db) => {
      const endpoint = await createWebhookEndpoint(db, workspaceId, body);
      if (endpoint !== null) return endpoint;
      throw new ProblemError('conflict', { detail: `A workspace has at most ${maxWebhookEndpoints} webhooks.` });
    });
    return changed(context, made);
  }),

  route(webhooksContract.getWebhook, ({ params }, { workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => ({
      ...found(await findWebhookEndpoint(db, workspaceId, params.webhookId)),
      ...(await countWebhookCalls(db, workspaceId, params.webhookId)),
      hours: await listWebhookHours(db, workspaceId, params.webhookId),
    })),
  ),

  route(webhooksContract.updateWebhook, async ({ params, body }, context) => {
    if (body.url !== undefined) checkUrl(body.url, context);
    const { workspaceId, inWorkspace } = context;
    const endpoint = await inWorkspace(async (db) => {
      const { url, description, eventTypes } = found(await findWebhookEndpoint(db, workspaceId, params.webhookId));
      const settings = {
        url: body.url ?? url,
        description: body.description ?? description,
        eventTypes: body.eventTypes ?? eventTypes,
      };
      return found(await changeWebhookEndpoint(db, workspaceId, params.webhookId, settings));
    });
    return changed(context, endpoint);
  }),

  route(webhooksContract.enableWebhook, async ({ params }, context) => switchTo(context, params.webhookId, 'enabled')),

  route(webhooksContract.disableWebhook, async ({ params }, context) =>
    switchTo(context, params.webhookId, 'disabled'),
  ),

  route(webhooksContract.rotateWebhookSecret, async ({ params }, context) => {
    const { workspaceId, inWorkspace } = context;
    return changed(context, found(await inWorkspace((db) => rotateWebhookSecret(db, workspaceId, params.webhookId))));
  }),

  route(webhooksContract.deleteWebhook, async ({ params }, { workspaceId, inWorkspace, services }) => {
    await inWorkspace(async (db) => found((await deleteWebhookEndpoint(db, workspaceId, params.webhookId)) || null));
    services.announcer.changed(workspaceId, 'webhooks');
    return null;
  }),

  route(webhooksContract.testWebhook, async ({ params }, { workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => {
      const { status } = found(await findWebhookEndpoint(db, workspaceId, params.webhookId));
      if (status === 'disabled')
        throw new ProblemError('conflict', { detail: 'The webhook is disabled: enable it first.' });
      return { callId: found(await addTestCall(db, workspaceId, params.webhookId)) };
    }),
  ),

  route(webhooksContract.listWebhookCalls, ({ params, query }, { workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => {
      found(await findWebhookEndpoint(db, workspaceId, params.webhookId));
      const status = query.status ?? null;
      const page = await listWebhookCalls(db, workspaceId, params.webhookId, status, pageRequest(query));
      return toList({ ...page, rows: page.rows.map((call) => ({ ...call, failure: explain(call.failure) })) });
    }),
  ),

  route(webhooksContract.getWebhookCall, async ({ params }, { workspaceId, inWorkspace }) =>
    explained(found(await inWorkspace((db) => findWebhookCall(db, workspaceId, params.webhookId, params.callId)))),
  ),

  route(webhooksContract.replayWebhookCall, async ({ params }, { workspaceId, inWorkspace, services }) => {
    const { webhookId, callId } = params;
    const call = await inWorkspace(async (db) => {
      await replayCall(db, workspaceId, webhookId, callId);
      return found(await findWebhookCall(db, workspaceId, webhookId, callId));
    });
    services.announcer.changed(workspaceId, 'webhooks');
    return explained(call);
  }),

  route(webhooksContract.replayWebhookCalls, async ({ params, body }, { workspaceId, inWorkspace, services }) => {
    const which = {
      from: new Date(body.from),
      to: new Date(body.to),
      status: body.which === 'failed' ? ('failed' as const) : ('ended' as const),
    };
    const replayed = await inWorkspace(async (db) => {
      found(await findWebhookEndpoint(db, workspaceId, params.webhookId));
      return replayCalls(db, workspaceId, params.webhookId, which);
    });
    services.announcer.changed(workspaceId, 'webhooks');
    return { replayed, more: replayed === maxReplayed };
  }),
];

function checkUrl(url: string, { services }: RequestContext): void {
  const message = faultOfWebhookUrl(url, services.webhookNetworks);
  if (message !== null) throw new ProblemError('invalid-request', { places: [{ pointer: '/url', message }] });
}

async function switchTo(context: RequestContext, id: WebhookEndpoint['id'], status: WebhookEndpoint['status']) {
  const { workspaceId, inWorkspace } = context;
  return changed(context, found(await inWorkspace((db) => switchWebhookEndpoint(db, workspaceId, id, status))));
}

function changed<Endpoint extends WebhookEndpoint>({ workspaceId, services }: RequestContext, endpoint: Endpoint) {
  services.announcer.changed(workspaceId, 'webhooks');
  return endpoint;
}

function explained(call: WebhookCall) {
  return {
    ...call,
    failure: explain(call.failure),
    log: call.log.map((attempt) => ({ ...attempt, failure: explain(attempt.failure) })),
  };
}
